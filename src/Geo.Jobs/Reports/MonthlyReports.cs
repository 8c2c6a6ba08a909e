using System.Globalization;
using Geo.Core;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Store;
using Geo.Core.Store.Reports;

namespace Geo.Jobs.Reports;

/// <summary>What is done with monthly reports: draft, correct, freeze, send, reopen, and their files.</summary>
public static class MonthlyReports
{
    /// <summary>Languages of the files that are frozen.</summary>
    private static readonly string[] Languages = ["zh", "en"];

    /// <summary>Refuses a month that is not over.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static void CheckOver(ReportMonth month, DateTimeOffset now)
    {
        if (month.End > now) throw new InputException($"report {month}", "month", "the month is not over", $"its report can be made from {ChinaTime.Day(month.End)} on");
    }

    /// <summary>A month's data without pictures, as far as the store knew it.</summary>
    public static MonthlyData Data(WorkspaceStore store, ReportMonth month, DateTimeOffset knownAt) => MonthlySource.Read(store, month, knownAt);

    /// <summary>Makes a draft with its pictures in a folder; what a person put to the draft before is kept.</summary>
    /// <param name="store">The store.</param>
    /// <param name="month">A month that is over.</param>
    /// <param name="version">Version of the draft.</param>
    /// <param name="now">Now.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="progress">[0, 1].</param>
    /// <param name="cancel">Stops between pictures.</param>
    internal static MonthlyReport Draft(WorkspaceStore store, ReportMonth month, int version, DateTimeOffset now, string folder, IProgress<double>? progress, CancellationToken cancel)
    {
        CheckOver(month, now);
        Corrections? kept = store.Reports.Find(month) is { } before ? store.Reports.Read(month, before.Version).Corrections : null;
        return MonthlyReport.Draft(version, MonthlyPictures.Draw(store, MonthlySource.Read(store, month, now), folder, progress, cancel), kept);
    }

    /// <summary>Moves a draft's pictures to their place.</summary>
    internal static void Publish(WorkspaceStore store, MonthlyReport draft, string folder)
    {
        string target = FolderOf(store.Workspace, draft.Month, draft.Version);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Disk.FlushFolder(folder);
        Directory.Move(folder, target);
    }

    /// <summary>Puts a person's corrections in the place of those before.</summary>
    /// <param name="store">The store.</param>
    /// <param name="month">The month.</param>
    /// <param name="asked">All of them.</param>
    /// <param name="edit">The state that the person saw.</param>
    /// <param name="author">Who corrects.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="NotFoundException">There is no report of the month.</exception>
    /// <exception cref="InputException">It is frozen, or a correction is not complete.</exception>
    /// <exception cref="StaleException">Somebody has changed it since.</exception>
    public static void Correct(WorkspaceStore store, ReportMonth month, Corrections asked, int edit, string author, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        MonthlyReport draft = store.Reports.Read(month, Newest(store, month).Version);
        Corrections taken = Corrections.Checked(asked, draft.Corrections, draft.Figures, author, now);
        store.Write(author, null, null, writer => writer.CorrectDraft(draft with { Corrections = taken }, edit));
    }

    /// <summary>Freezes a draft: its numbers are read once more, and must still be what the person read.</summary>
    /// <param name="store">The store.</param>
    /// <param name="month">The month.</param>
    /// <param name="edit">The state that the person saw.</param>
    /// <param name="author">Who freezes.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="NotFoundException">There is no report of the month.</exception>
    /// <exception cref="InputException">It is frozen already, or a correction has lost its ground.</exception>
    /// <exception cref="StaleException">The layers tell other numbers than the draft, or somebody has changed it.</exception>
    public static ReportRecord Freeze(WorkspaceStore store, ReportMonth month, int edit, string author, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ReportRecord record = Newest(store, month);
        if (record.FrozenAt is not null) throw new InputException($"report {month}", null, $"version {record.Version} is frozen already", "reopen it first, with a reason");
        MonthlyReport draft = store.Reports.Read(month, record.Version);
        MonthlyReport fresh = MonthlyReport.Draft(record.Version, MonthlySource.Read(store, month, now));
        if (fresh.Content() != draft.Content())
        {
            throw new StaleException($"the layers have changed since the draft of {month} was made ({Differences(draft, fresh)})", "make the draft again, read it, then freeze");
        }

        if (draft.Corrections.Stale(draft.Figures) is [var lost, ..])
        {
            throw new InputException($"report {month}", $"numbers.{lost.Key}", "the computed number is another now than the one that was corrected", "correct it again, or take the correction back");
        }

        MonthlyReport frozen = draft with { Data = draft.Data with { KnownAt = fresh.Data.KnownAt, Sources = fresh.Data.Sources }, Seal = new Seal(author, now) };
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in Files(store.Workspace, frozen))
        {
            Write(Path.Combine(FolderOf(store.Workspace, month, record.Version), name), bytes);
            files.Add(name, MonthlyReport.HashOf(bytes));
        }

        store.Write(author, null, null, writer => writer.FreezeReport(frozen, edit, files));
        return Newest(store, month);
    }

    /// <summary>Notes that the frozen report was sent.</summary>
    /// <inheritdoc cref="ReportWrite.MarkSent"/>
    public static ReportRecord Send(WorkspaceStore store, ReportMonth month, string? note, string author)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Write(author, null, null, writer => writer.MarkSent(month, note));
        return Newest(store, month);
    }

    /// <summary>Begins a new version of a frozen report, with its corrections; the frozen one stays.</summary>
    /// <inheritdoc cref="ReportWrite.ReopenReport"/>
    public static ReportRecord Reopen(WorkspaceStore store, ReportMonth month, string? reason, string author, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        int version = Newest(store, month).Version + 1;
        string folder = Directory.CreateDirectory(Path.Combine(store.Workspace.Temporary, $"report-{month}-{Guid.NewGuid():N}")).FullName;
        try
        {
            MonthlyReport draft = Draft(store, month, version, now, folder, null, cancel);
            store.Write(author, null, null, writer => writer.ReopenReport(draft, reason));
            Publish(store, draft, folder);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        return Newest(store, month);
    }

    /// <summary>A file of a version: of a frozen one the frozen bytes, of a draft made now.</summary>
    /// <param name="store">The store.</param>
    /// <param name="month">The month.</param>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="extension">docx or xlsx.</param>
    /// <param name="language">zh or en.</param>
    /// <exception cref="NotFoundException">There is no such report.</exception>
    /// <exception cref="InputException">A frozen file was changed and cannot be made again as it was.</exception>
    public static byte[] File(WorkspaceStore store, ReportMonth month, int? version, string extension, string language)
    {
        ArgumentNullException.ThrowIfNull(store);
        ReportRecord record = RecordOf(store, month, version);
        string name = FileName(month, extension, language);
        string path = Path.Combine(FolderOf(store.Workspace, month, record.Version), name);
        if (record.Files.TryGetValue(name, out string? hash) && System.IO.File.Exists(path) && System.IO.File.ReadAllBytes(path) is var kept && MonthlyReport.HashOf(kept) == hash) return kept;
        byte[] made = Make(store.Workspace, store.Reports.Read(month, record.Version), extension, language);
        return hash is null || MonthlyReport.HashOf(made) == hash
            ? made
            : throw new InputException($"report {month}", name, "the frozen file was changed or lost, and this machine makes other bytes from the frozen numbers", "restore results/reports from a backup");
    }

    /// <summary>A picture of a site that changed.</summary>
    /// <exception cref="NotFoundException">The version has none of this name.</exception>
    public static byte[] PictureOf(WorkspaceStore store, ReportMonth month, int? version, string file)
    {
        ArgumentNullException.ThrowIfNull(store);
        MonthlyReport report = store.Reports.Read(month, RecordOf(store, month, version).Version);
        return Shots(report).Any(s => s.File == file) ? Picture(store.Workspace, report, file) : throw new NotFoundException($"picture of the report of {month}", file);
    }

    /// <summary>The newest version, or the one that is asked for.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static ReportRecord RecordOf(WorkspaceStore store, ReportMonth month, int? version)
    {
        ArgumentNullException.ThrowIfNull(store);
        return version is not { } wanted ? Newest(store, month)
            : store.Reports.Versions(month).FirstOrDefault(r => r.Version == wanted) ?? throw new NotFoundException("monthly report", string.Create(CultureInfo.InvariantCulture, $"{month} version {wanted}"));
    }

    /// <summary>Name of a file: 月报-2026-08.docx would not pass every mail server, so it is Latin.</summary>
    public static string FileName(ReportMonth month, string extension, string language) => $"report-{month}{(language == "zh" ? "" : "-" + language)}.{extension}";

    /// <summary>All files of a report.</summary>
    internal static IEnumerable<(string Name, byte[] Bytes)> Files(Workspace workspace, MonthlyReport report) =>
        from language in Languages
        from extension in (string[])["docx", "xlsx"]
        select (FileName(report.Month, extension, language), Make(workspace, report, extension, language));

    private static byte[] Make(Workspace workspace, MonthlyReport report, string extension, string language) => extension == "xlsx"
        ? MonthlyFiles.Xlsx(report, language)
        : MonthlyFiles.Docx(report, language, Shots(report).ToDictionary(s => Path.GetFileNameWithoutExtension(s.File), s => Picture(workspace, report, s.File), StringComparer.Ordinal));

    private static byte[] Picture(Workspace workspace, MonthlyReport report, string file)
    {
        string path = Path.Combine(FolderOf(workspace, report.Month, report.Version), file);
        byte[]? png = System.IO.File.Exists(path) ? System.IO.File.ReadAllBytes(path) : null;
        return png is not null && MonthlyReport.HashOf(png) == Shots(report).First(s => s.File == file).Sha256 ? png
            : throw new InputException($"report {report.Month}", file, "the picture was changed or lost", report.Seal is null ? "make the draft again" : "restore results/reports from a backup");
    }

    private static IEnumerable<Shot> Shots(MonthlyReport report) => report.Data.Pictures.SelectMany(p => new[] { p.Before, p.After }).OfType<Shot>();

    private static string Differences(MonthlyReport draft, MonthlyReport fresh)
    {
        string[] told = [.. fresh.Figures.Where(f => draft.Figures.GetValueOrDefault(f.Key) != f.Value).Take(3).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}: {draft.Figures.GetValueOrDefault(f.Key)} → {f.Value}"))];
        return told.Length == 0 ? "rows differ, the numbers do not" : string.Join(", ", told);
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path + ".partial", bytes);
        Disk.Flush(path + ".partial");
        System.IO.File.Move(path + ".partial", path, overwrite: true);
    }

    private static ReportRecord Newest(WorkspaceStore store, ReportMonth month) => store.Reports.Find(month) ?? throw new NotFoundException("monthly report", month.ToString());

    private static string FolderOf(Workspace workspace, ReportMonth month, int version) => Path.Combine(workspace.Reports, month.ToString(), string.Create(CultureInfo.InvariantCulture, $"v{version}"));
}
