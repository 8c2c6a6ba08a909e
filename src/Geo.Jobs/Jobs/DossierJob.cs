using Geo.Core;
using Geo.Core.Store;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Codes">Mine sites; null or empty for all.</param>
/// <param name="Lang">zh (where left out) or en.</param>
internal sealed record DossierParameters(IReadOnlyList<string>? Codes, string? Lang);

/// <summary>Writes a dossier a mine site into the workspace's results/dossiers/.</summary>
internal static class DossierJob
{
    public const string Kind = "dossier";

    public static Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<DossierParameters>(context);
        string language = parameters.Lang ?? "zh";
        if (language is not ("zh" or "en")) throw new InputException("dossier", "lang", $"'{language}' is no language of dossiers", "use zh or en");
        IReadOnlyList<string> all = DossierSource.Codes(context.Store);
        string[] codes = parameters.Codes is { Count: > 0 } asked ? [.. asked.Distinct()] : [.. all];
        // Before the first is written.
        if (codes.FirstOrDefault(code => !all.Contains(code)) is { } unknown) throw new NotFoundException("mine site", unknown);

        string folder = Directory.CreateDirectory(FolderOf(context.Store.Workspace)).FullName;
        var files = new List<object>();
        var skipped = new List<object>();
        using var source = new DossierSource(context.Store);
        for (int i = 0; i < codes.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                byte[] docx = source.Docx(codes[i], language, cancel);
                string unfinished = Path.Combine(context.TemporaryFolder, $"{i}.docx"), target = Path.Combine(folder, DossierSource.FileName(codes[i]));
                File.WriteAllBytes(unfinished, docx);
                File.Move(unfinished, target, overwrite: true);
                files.Add(new { code = codes[i], file = context.Store.Workspace.Told(target) });
            }
            catch (InputException reason) when (codes.Length > 1)
            {
                // One site without a place shall not keep the others from their dossiers.
                context.Log($"{codes[i]}: {reason.Message}");
                skipped.Add(new { code = codes[i], reason = reason.Message });
            }

            context.Progress.Report((i + 1.0) / codes.Length);
        }

        return Task.FromResult<object>(new { run_id = context.Run.Id, lang = language, dossiers = files, skipped });
    }

    public static string FolderOf(Workspace workspace) => Path.Combine(workspace.Results, "dossiers");
}
