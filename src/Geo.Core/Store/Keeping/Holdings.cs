namespace Geo.Core.Store.Keeping;

/// <summary>What a workspace holds on the disk, and how fast it grows.</summary>
/// <param name="Bytes">By kind: scenes, results, models, photos, labels, store, unfinished, other.</param>
/// <param name="GrowthPerMonth">Bytes a month, from the scenes of the last twelve months and what is made of them; null with less than two scenes.</param>
/// <param name="Free">Bytes that are free on its disk; null where the system does not say.</param>
/// <param name="FullOn">When the disk is full at that growth; null where nothing grows, or it is more than ten years away.</param>
public sealed record Holdings(IReadOnlyDictionary<string, long> Bytes, double? GrowthPerMonth, long? Free, DateTimeOffset? FullOn)
{
    private const double DaysPerMonth = 365.25 / 12, LongestDays = 3653;
    private static readonly string[] s_kinds = ["scenes", "results", "models", "photos", "labels", "store", "unfinished", "other"];

    /// <summary>Looks.</summary>
    public static Holdings Of(WorkspaceStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        Workspace workspace = store.Workspace;
        string root = Path.GetFullPath(workspace.Folder);
        var bytes = s_kinds.ToDictionary(kind => kind, _ => 0L);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(file) is { Exists: true } there) bytes[KindOf(Path.GetRelativePath(root, file))] += there.Length;
        }

        (DateTimeOffset At, long Bytes)[] scenes = [.. store.Scenes.List().Select(scene => (scene.AcquiredAt, Length(workspace, scene.CogFile) + Length(workspace, scene.QualityFile)))];
        double? growth = Growth(scenes, (double)bytes["results"] / Math.Max(1, bytes["scenes"]));
        long? free = Disk.FreeBytes(root);
        return new Holdings(bytes, growth, free, FullAt(now, free, growth));
    }

    /// <summary>Bytes a month over the twelve months that end with the youngest scene, or over what there is of them, a month at least; with <paramref name="made"/> bytes of results a byte of scenes.</summary>
    internal static double? Growth(IReadOnlyCollection<(DateTimeOffset At, long Bytes)> scenes, double made)
    {
        if (scenes.Count < 2) return null;
        DateTimeOffset last = scenes.Max(scene => scene.At), from = last.AddYears(-1);
        var recent = scenes.Where(scene => scene.At > from).ToArray();
        double months = Math.Max(1, (last - recent.Min(scene => scene.At)).TotalDays / DaysPerMonth);
        return recent.Sum(scene => scene.Bytes) * (1 + made) / months;
    }

    /// <summary>When what is free is used up.</summary>
    internal static DateTimeOffset? FullAt(DateTimeOffset now, long? free, double? growthPerMonth)
    {
        if (free is null || growthPerMonth is null or <= 0) return null;
        double days = free.Value / growthPerMonth.Value * DaysPerMonth;
        return days > LongestDays ? null : now.AddDays(days);
    }

    private static string KindOf(string path)
    {
        string first = path.Split(Path.DirectorySeparatorChar)[0];
        return first is "tmp" or "checkpoints" ? "unfinished"
            : first.StartsWith("geowfc.gpkg", StringComparison.Ordinal) || first.StartsWith("accounts.sqlite", StringComparison.Ordinal) ? "store"
            : first is "scenes" or "results" or "models" or "photos" or "labels" ? first : "other";
    }

    private static long Length(Workspace workspace, string? file) =>
        file is not null && new FileInfo(Path.Combine(workspace.Scenes, file)) is { Exists: true } there ? there.Length : 0;
}
