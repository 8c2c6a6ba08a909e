using Dapper;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Store.Keeping;

/// <summary>Class rasters of surveys that a younger survey has taken the place of, and that no stored number was computed from.</summary>
internal static class SupersededRasters
{
    private static readonly TimeSpan Young = TimeSpan.FromDays(30);

    private sealed record Kept(string Id, string File, DateTimeOffset At, NetTopologySuite.Geometries.Geometry Ground);

    public static IEnumerable<Prunable> Of(WorkspaceStore store, DateTimeOffset now)
    {
        List<Kept> all = [.. At(store, null)];
        if (all.Count < 2) return [];
        HashSet<string> needed = [.. Tracked(store), .. Sampled(store, all), .. Reported(store, all)];
        return all.Where(one => one.At < now - Young && !needed.Contains(one.Id) && all.Exists(other => other.At > one.At && other.Ground.Covers(one.Ground)))
            .Select(one => new Prunable(PruneKind.ClassRaster, one.File, Length(store, one.File) + Length(store, one.File + ".aux.xml"), one.Id));
    }

    // Observations took the land cover of the newest raster that was there when their run began: tracing takes it again.
    private static IEnumerable<string> Tracked(WorkspaceStore store)
    {
        using SqliteConnection connection = new Database(store.Workspace.Database).Open();
        return [.. connection.Query<string>(SqlText.Get("observing_runs")).Distinct().Select(started => At(store, ColumnValue.Instant(started)).FirstOrDefault()?.Id).OfType<string>()];
    }

    // Who samples a survey estimates from its raster how accurate it is.
    private static IEnumerable<string> Sampled(WorkspaceStore store, List<Kept> all) =>
        all.Select(one => one.Id).Where(id => Directory.EnumerateFiles(store.Workspace.Results, id + "_sample*").Any());

    private static IEnumerable<string> Reported(WorkspaceStore store, List<Kept> all)
    {
        string[] reports = [.. store.Reports.List().SelectMany(month => store.Reports.Versions(month.Month)).Where(report => report.FrozenAt is not null).Select(report => store.Reports.Json(report.Month, report.Version))];
        return all.Select(one => one.Id).Where(id => Array.Exists(reports, report => report.Contains(id, StringComparison.Ordinal)));
    }

    // The newest first, as tracking takes them.
    private static IEnumerable<Kept> At(WorkspaceStore store, DateTimeOffset? then) => store.Layer("surveys").Items(ItemsRequest.Everything with { AsKnownOn = then })
        .Where(survey => survey.Geometry is not null && survey.Properties["class_raster"] is string file && File.Exists(Path.Combine(store.Workspace.Folder, file)))
        .Select(survey => new Kept(survey.Id, (string)survey.Properties["class_raster"]!, (DateTimeOffset)survey.Properties["surveyed_at"]!, survey.Geometry!))
        .OrderByDescending(survey => survey.At).ThenBy(survey => survey.Id, StringComparer.Ordinal);

    private static long Length(WorkspaceStore store, string file) => new FileInfo(Path.Combine(store.Workspace.Folder, file)) is { Exists: true } there ? there.Length : 0;
}
