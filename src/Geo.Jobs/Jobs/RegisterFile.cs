using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <summary>A register file read, and what came or would come of it.</summary>
/// <param name="Reading">What the file says.</param>
/// <param name="Report">What became of each row; on a dry run, what would.</param>
public sealed record RegisterOutcome(RegisterReading Reading, ImportReport Report)
{
    /// <summary>Under which the report was kept; null where nothing was stored.</summary>
    public string? Import { get; init; }

    /// <summary>Whether the outlines lie on what the imagery shows; null where no scene tells.</summary>
    public RegisterCheckReport? Fit { get; init; }
}

/// <summary>Takes a register file into its layer in one transaction: reads, applies, and on a dry run takes it back.</summary>
public static class RegisterFile
{
    /// <summary>Imports a register.</summary>
    /// <returns>What became of each row.</returns>
    /// <exception cref="InputException">The file as a whole cannot be read, or its coordinate system has to be confirmed; nothing was stored.</exception>
    public static RegisterOutcome Import(
        WorkspaceStore store, string kind, string file, RegisterOptions options, bool dryRun, string author, TimeProvider time, CancellationToken cancel)
    {
        RegisterReading reading = RegisterReader.Read(kind, file, options with { District = options.District ?? DistrictBounds.Of(store, kind) });
        string called = options.FileName ?? file;
        if (reading.Guess is { } guess)
        {
            Reason question = guess.Question();
            throw new InputException(called, "source-crs", question.En, "nothing was stored") { Chinese = $"{question.Zh}；未写入任何数据" };
        }

        ImportReport report = Apply(store, reading, Path.GetFileName(called), dryRun, author, time, cancel);
        return new RegisterOutcome(reading, report)
        {
            Import = dryRun ? null : RegisterShelf.Keep(store.Workspace, kind, Path.GetFileName(called), author, time.GetUtcNow(), report),
            Fit = dryRun ? Fit(() => RegisterCheck.Judge(store, kind, Outlines(reading), cancel))
                : report.Taken + report.Changed > 0 ? Fit(() => RegisterCheck.Check(store, kind, author, time, cancel)) : null,
        };
    }

    /// <summary>What would come of a file, also where its coordinate system is still open: then the best guess stands in for it. Nothing is stored.</summary>
    /// <returns>The reading, whose <see cref="RegisterReading.Guess"/> still asks; and the report.</returns>
    public static RegisterOutcome Preview(WorkspaceStore store, string kind, string file, RegisterOptions options, string author, TimeProvider time, CancellationToken cancel)
    {
        options = options with { District = options.District ?? DistrictBounds.Of(store, kind) };
        RegisterReading reading = RegisterReader.Read(kind, file, options);
        if (reading.Guess?.Candidates.FirstOrDefault(c => !c.NeedsParameters) is { } best)
        {
            reading = RegisterReader.Read(kind, file, options with { SourceCrs = best.Crs }) with { Guess = reading.Guess, Crs = best.Crs, CrsFrom = "guessed" };
        }

        return new RegisterOutcome(reading, Apply(store, reading, Path.GetFileName(options.FileName ?? file), dryRun: true, author, time, cancel))
        {
            Fit = Fit(() => RegisterCheck.Judge(store, kind, Outlines(reading), cancel)),
        };
    }

    /// <summary>The run that is due after an import, kind and parameters: the inventory of dumps rests on most registers. Null for none.</summary>
    public static (string Kind, string Parameters)? Due(WorkspaceStore store, string kind, ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Taken + report.Changed > 0 && InventoryRefresh.Registers.Contains(kind) && InventoryRefresh.InputHash(store) is not null ? (InventoryJob.Kind, InventoryRefresh.Parameters) : null;
    }

    private static Geometry[] Outlines(RegisterReading reading) => [.. reading.Rows.Where(row => row.Taken).Select(row => row.Entry!.Geometry)];

    // A scene that cannot be read says nothing of a register; what was stored stands.
    private static RegisterCheckReport? Fit(Func<RegisterCheckReport?> judge)
    {
        try
        {
            return judge();
        }
        catch (Exception exception) when (exception is InputException or GdalException or IOException)
        {
            return null;
        }
    }

    private static ImportReport Apply(WorkspaceStore store, RegisterReading reading, string fileName, bool dryRun, string author, TimeProvider time, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ImportReport? report = null;
        store.Write(author, null, null, writer =>
        {
            report = RegisterImport.Apply(writer, reading, author, time.GetUtcNow());
            if (report.Taken + report.Changed > 0) writer.Audit("import", reading.Kind, fileName);
            if (dryRun)
            {
                writer.Discard();
            }
        });
        return report!;
    }
}
