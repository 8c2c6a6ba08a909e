using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Geo.Core.Imagery;

namespace Geo.Core.Tracking;

/// <summary>A scene and the sites to observe on it.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Open">Opens its reflectances; disposed after use.</param>
/// <param name="Sites">Sites not yet observed on it.</param>
public sealed record SceneToObserve(ObservedScene Scene, Func<IReflectanceSource> Open, IReadOnlyList<TrackedSite> Sites);

/// <summary>Observes sites on many scenes, side by side; a scene is opened when its turn comes.</summary>
public static class SeriesObserver
{
    // Doubles as their shortest text that reads back as the same bits.
    private static readonly JsonSerializerOptions s_exactly = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>All observations, scene after scene in the order given, sites in theirs.</summary>
    /// <param name="scenes">Scenes; those without sites are not opened.</param>
    /// <param name="grounds">The sites' places and references.</param>
    /// <param name="threads">Threads; the answer does not depend on it.</param>
    /// <param name="checkpoint">Where the observations of a finished scene are kept, by its place among the scenes with sites; null for nowhere.</param>
    /// <param name="progress">Share of the scenes done.</param>
    /// <param name="cancel">Looked at once a site.</param>
    /// <remarks>Memory: the decoded tiles of four rows of tiles a thread, the sites' windows on the last four grids, and the answer.</remarks>
    public static IReadOnlyList<Observation> Observe(
        IReadOnlyList<SceneToObserve> scenes, SiteGrounds grounds, int threads, Checkpoint? checkpoint, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(grounds);
        SceneToObserve[] open = [.. scenes.Where(scene => scene.Sites.Count > 0)];
        var found = new IReadOnlyList<Observation>[open.Length];
        if (open.Length == 0) return [];
        int done = 0, atOnce = Math.Clamp(threads, 1, open.Length);
        try
        {
            Parallel.For(0, open.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel }, i =>
            {
                if (checkpoint?.Part(i) is { } kept)
                {
                    found[i] = JsonSerializer.Deserialize<Observation[]>(kept, s_exactly)!;
                }
                else
                {
                    using var source = open[i].Open();
                    found[i] = new SiteObserver(open[i].Scene, source, grounds).Observe(open[i].Sites, threads / atOnce, null, cancel);
                    checkpoint?.Add(i, JsonSerializer.SerializeToUtf8Bytes(found[i], s_exactly));
                }

                progress?.Report((double)Interlocked.Increment(ref done) / open.Length);
            });
        }
        catch (AggregateException several) when (several.Flatten().InnerExceptions is [InputException or GdalException or OperationCanceledException, ..])
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }

        return [.. found.SelectMany(one => one)];
    }
}
