using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Store.Keeping;
using Geo.Jobs.Cli;

namespace Geo.Jobs.Keeping;

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Ok">False where someone has to do something.</param>
/// <param name="Text">What was found; where it is bad, also what to do.</param>
internal sealed record Finding(string Check, bool Ok, string Text);

/// <summary>Looks at what the service stands on.</summary>
internal static class Doctor
{
    private const double Giga = 1e9;
    private static readonly TimeSpan SoonFull = TimeSpan.FromDays(30);

    /// <summary>All findings, in a fixed order.</summary>
    public static IReadOnlyList<Finding> Look(CommandSession session) =>
    [
        Check("gdal", () => GdalLibrary.Version, "install libgdal 3.4 or newer (Debian: apt-get install gdal-bin)"),
        Check("proj", () => { GdalLibrary.SelfTest(); return "4490 to 4546 right to 1 mm"; }, "install PROJ's data (Debian: apt-get install proj-data)"),
        Check("lightgbm", () => ForestTrainer.IsAvailable(ForestAlgorithm.LightGbm) ? "loads" : "does not load; FastTree and FastForest are used (Debian: apt-get install libgomp1)", "apt-get install libgomp1"),
        Check("disk", () => FreeSpace(session.Workspace.Folder), "free some space: geowfc prune lists what is not needed"),
        Check("memory", Memory, "2 GiB of memory are needed"),
        Check("store", () => Store(session), "make the workspace with 'geowfc init', or restore a backup with 'geowfc restore'"),
        .. session.Workspace.Exists ? new[] { Check("holdings", () => Held(session), "free some space: geowfc prune lists what is not needed, or give the workspace a larger disk"), Check("backup", () => LastBackup(session), "run geowfc backup") } : [],
    ];

    private static Finding Check(string name, Func<string> look, string mend)
    {
        try
        {
            return new Finding(name, true, look());
        }
        catch (Exception exception)
        {
            return new Finding(name, false, $"{exception.Message.ReplaceLineEndings(" ")}; {mend}");
        }
    }

    private static string FreeSpace(string folder)
    {
        double free = (Core.Disk.FreeBytes(folder) ?? 0) / Giga;
        return free >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB free")
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"only {free:0.0} GB free"));
    }

    private static string Memory()
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Giga;
        return available >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{available:0.0} GB")
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"only {available:0.0} GB"));
    }

    private static string Store(CommandSession session)
    {
        using WorkspaceStore store = session.OpenStore();
        var missing = store.Scenes.List().Where(scene => !File.Exists(Path.Combine(session.Workspace.Scenes, scene.CogFile))).Select(scene => scene.Id).ToList();
        return missing.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{session.Workspace.Database}, {Layers.All.Sum(layer => store.Layer(layer.Id).Count())} features, {store.Scenes.List().Count} scenes")
            : throw new FileNotFoundException($"the raster of scene {missing[0]} is missing from {session.Workspace.Scenes}");
    }

    private static string Held(CommandSession session)
    {
        using WorkspaceStore store = session.OpenStore();
        DateTimeOffset now = session.Time.GetUtcNow();
        Holdings holdings = Holdings.Of(store, now);
        string held = string.Join(", ", holdings.Bytes.Where(kind => kind.Value > 0).OrderByDescending(kind => kind.Value)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value / Giga:0.000} GB")));
        string growth = holdings.GrowthPerMonth is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"; {bytes / Giga:0.000} GB a month") : "";
        long prunable = Pruning.Plan(store, now).Sum(one => one.Bytes);
        string may = string.Create(CultureInfo.InvariantCulture, $"; {prunable / Giga:0.000} GB may be pruned");
        string full = holdings.FullOn is { } day ? string.Create(CultureInfo.InvariantCulture, $"; the disk is full about {day:yyyy-MM-dd}") : "";
        return holdings.FullOn < now + SoonFull ? throw new IOException(held + growth + may + full) : held + growth + may + full;
    }

    private static string LastBackup(CommandSession session)
    {
        using WorkspaceStore store = session.OpenStore();
        AuditEntry? last = null;
        for (long? before = null; last is null;)
        {
            IReadOnlyList<AuditEntry> lines = store.Audit.List(new AuditQuery(1000, before));
            if (lines.Count == 0) break;
            last = lines.FirstOrDefault(line => line.Action == "workspace.backup");
            before = lines[^1].Seq;
        }

        return last is null ? "none was made yet: geowfc backup FOLDER"
            : string.Create(CultureInfo.InvariantCulture, $"the last is of {last.At:yyyy-MM-ddTHH:mm:ssZ}, {(session.Time.GetUtcNow() - last.At).TotalDays:0.0} days ago");
    }
}
