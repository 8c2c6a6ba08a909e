using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Keeping;

/// <summary>
/// What a workspace no longer needs. Never a scene, a model, a photo, a label, a report, a row or its history: only what can be
/// made again and stands behind no number that is stored, shown or frozen (ADR 0033).
/// </summary>
public static class Pruning
{
    private static readonly TimeSpan OfOrphans = TimeSpan.FromDays(1), OfCheckpoints = TimeSpan.FromDays(7), OfCopies = TimeSpan.FromDays(30), OfLogs = TimeSpan.FromDays(365);

    // What a survey keeps beside its row. An area of interest cannot be made again: it stays as long as history knows the survey.
    private const string ClassesEnd = "_classes.tif", AreaEnd = "_area.geojson";

    /// <summary>What may go now; nothing is touched.</summary>
    public static IReadOnlyList<Prunable> Plan(WorkspaceStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        Workspace workspace = store.Workspace;
        using SqliteConnection connection = new Database(workspace.Database).Open();
        return
        [
            .. SupersededRasters.Of(store, now),
            .. Files(workspace.Checkpoints).Where(file => IsOlder(file, now, OfCheckpoints)).Select(file => Of(PruneKind.Checkpoint, workspace, file)),
            .. Temporary(store, now),
            .. Orphans(workspace, connection, now),
            .. Copies(workspace, now),
            .. connection.Query<(string Id, long Bytes)>(SqlText.Get("old_run_logs"), new { before = ColumnValue.Instant(now - OfLogs) }).Select(log => new Prunable(PruneKind.RunLog, log.Id, log.Bytes)),
        ];
    }

    /// <summary>Does it: rows first, then files, so that what is cut off leaves files without rows, which the next pruning finds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="plan">From <see cref="Plan"/>, of a moment ago.</param>
    /// <param name="author">For the audit log.</param>
    /// <returns>Bytes that are free now.</returns>
    public static long Apply(WorkspaceStore store, IReadOnlyList<Prunable> plan, string author)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Count == 0) return 0;
        store.Write(author, null, null, writer =>
        {
            foreach (Prunable raster in plan.Where(one => one.SurveyId is not null))
            {
                writer.Put("surveys", new Feature(raster.SurveyId!, null, new Dictionary<string, object?> { ["class_raster"] = null }));
            }

            writer.Connection.Execute("DELETE FROM run_log WHERE run_id IN @runs", new { runs = plan.Where(one => one.Kind == PruneKind.RunLog).Select(one => one.Path).ToArray() }, writer.Transaction);
            writer.Audit("workspace.prune", null, string.Join(", ", plan.GroupBy(one => one.Kind).Select(kind => $"{kind.Key} {kind.Count()}")));
        });
        foreach (Prunable one in plan.Where(one => one.Kind != PruneKind.RunLog))
        {
            string path = Path.Combine(store.Workspace.Folder, one.Path);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            File.Delete(path);
            if (one.Kind == PruneKind.ClassRaster) File.Delete(path + ".aux.xml");
        }

        return plan.Sum(one => one.Bytes);
    }

    private static IEnumerable<Prunable> Temporary(WorkspaceStore store, DateTimeOffset now)
    {
        var live = store.Runs.Unended().Select(run => run.Id).ToHashSet();
        string folder = store.Workspace.Temporary;
        IEnumerable<string> ofRuns = !Directory.Exists(folder) ? [] : Directory.EnumerateFileSystemEntries(folder).Where(entry => !live.Contains(Path.GetFileName(entry)));
        // What people draw is written under such a name first: areas/NAME.geojson.GUID.partial. Of scenes they are orphans.
        IEnumerable<string> ofPeople = new[] { store.Workspace.Areas, store.Workspace.Labels }.SelectMany(Files).Where(file => file.EndsWith(".partial", StringComparison.Ordinal));
        return ofRuns.Concat(ofPeople).Where(entry => IsOlder(entry, now, OfOrphans)).Select(entry => Of(PruneKind.Temporary, store.Workspace, entry));
    }

    // What history names is no orphan: a scene that was taken out may still stand behind a number.
    private static IEnumerable<Prunable> Orphans(Workspace workspace, SqliteConnection connection, DateTimeOffset now)
    {
        var known = connection.Query<string>(SqlText.Get("files_ever_named")).ToHashSet(StringComparer.Ordinal);
        var scenes = connection.Query<string>("SELECT id FROM scenes UNION SELECT id FROM scenes_history").ToHashSet(StringComparer.Ordinal);
        var surveys = connection.Query<string>("SELECT id FROM surveys UNION SELECT id FROM surveys_history").ToHashSet(StringComparer.Ordinal);
        bool IsScenes(string file) => scenes.Contains(Path.GetFileName(file).Split('.')[0]) || known.Contains("scenes/" + Path.GetFileName(file));
        bool IsOrphan(string name) => name.StartsWith("s-", StringComparison.Ordinal)
            && (name.Contains(ClassesEnd, StringComparison.Ordinal) ? !known.Contains("results/" + name.Replace(".aux.xml", "", StringComparison.Ordinal))
                : name.EndsWith(AreaEnd, StringComparison.Ordinal) && !surveys.Contains(name[..^AreaEnd.Length]));
        return Files(workspace.Scenes).Where(file => !IsScenes(file)).Concat(Files(workspace.Results).Where(file => IsOrphan(Path.GetFileName(file))))
            .Where(file => IsOlder(file, now, OfOrphans)).Select(file => Of(PruneKind.Orphan, workspace, file));
    }

    private static IEnumerable<Prunable> Copies(Workspace workspace, DateTimeOffset now) => new[] { workspace.Database, workspace.Accounts }
        .SelectMany(file => Directory.EnumerateFiles(workspace.Folder, Path.GetFileName(file) + ".before-*").OrderDescending(StringComparer.Ordinal).Skip(1))
        .Where(copy => IsOlder(copy, now, OfCopies)).Select(copy => Of(PruneKind.UpgradeCopy, workspace, copy));

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];

    private static bool IsOlder(string entry, DateTimeOffset now, TimeSpan age) => File.GetLastWriteTimeUtc(entry) < (now - age).UtcDateTime;

    private static Prunable Of(PruneKind kind, Workspace workspace, string path) => new(kind, workspace.Told(path),
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : new FileInfo(path).Length);
}
