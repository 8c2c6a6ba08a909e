namespace Geo.Core.Imagery;

/// <summary>What is drawn black and what white, in physical values (reflectance).</summary>
/// <param name="Low">Black.</param>
/// <param name="High">White, above <paramref name="Low"/>.</param>
public readonly record struct SceneStretch(double Low, double High)
{
    private const int Side = 256;
    private const double LowShare = 0.02, HighShare = 0.98;

    /// <summary>One stretch a channel for several scenes on one extent: 2nd and 98th percentile of what all of them see clearly there, each scene counting alike.</summary>
    /// <param name="scenes">Scenes to be seen side by side, of any sensors.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="bbox">Extent in EPSG:3857, metres.</param>
    /// <param name="style">See <see cref="ScenePicture.Styles"/>.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>Three stretches; [0, 1] where nothing is seen.</returns>
    public static IReadOnlyList<SceneStretch> Over(IReadOnlyList<Scene> scenes, string scenesFolder, Extent bbox, string style, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        var target = ScenePicture.Target(bbox, Side, Side);
        float[][][] read = [.. scenes.Select(scene => SceneSample.Read(scene, scenesFolder, target, style, clearOnly: true, cancel)).OfType<float[][]>()];
        return [.. Enumerable.Range(0, 3).Select(channel => Of([.. read.SelectMany(channels => channels[channel]).Where(float.IsFinite)]))];
    }

    /// <summary>The percentiles of a channel's values.</summary>
    internal static SceneStretch Of(float[] values)
    {
        if (values.Length == 0) return new SceneStretch(0, 1);
        Array.Sort(values);
        double low = values[(int)(LowShare * (values.Length - 1))], high = values[(int)(HighShare * (values.Length - 1))];
        return new SceneStretch(low, high > low ? high : low + 1);
    }
}
