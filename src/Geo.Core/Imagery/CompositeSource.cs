namespace Geo.Core.Imagery;

/// <summary>
/// Several scenes as one: the scenes of a day are one mosaic (where they overlap the clearest scene that sees the pixel
/// counts), and the days are joined by the median of those that see the pixel, band by band.
/// </summary>
/// <remarks>
/// The grid is the first scene's CRS and pixel size, its pixel edges kept, over the union of all. A scene on the same
/// pixels is read as it is; any other by its nearest pixel, through an exact transformation of every pixel centre.
/// </remarks>
public sealed class CompositeSource : IReflectanceSource
{
    private readonly IReadOnlyList<Scene> _scenes;
    private readonly string _folder;
    private readonly PlacedScene[][] _days;
    private float[][] _layers = [];

    /// <param name="scenes">At least one; the first gives CRS and resolution.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <exception cref="InputException">No scene, no band that all of them have, or a raster that is gone.</exception>
    public CompositeSource(IReadOnlyList<Scene> scenes, string scenesFolder)
        : this(scenes, scenesFolder, null)
    {
    }

    private CompositeSource(IReadOnlyList<Scene> scenes, string scenesFolder, CompositeSource? sibling)
    {
        if (scenes.Count == 0)
        {
            throw new InputException("composite", "scene", "no scene was named", "name at least one");
        }

        _scenes = scenes;
        _folder = scenesFolder;
        Grid = CommonGrid.Of([.. scenes.Select(scene => scene.Grid)]);
        _days =
        [
            .. scenes.GroupBy(scene => scene.AcquiredAt.UtcDateTime.Date).OrderBy(day => day.Key)
                .Select(day => day.OrderBy(scene => scene.CloudShare).ThenBy(scene => scene.Id, StringComparer.Ordinal)
                    .Select(scene => new PlacedScene(new SceneSource(scene, scenesFolder, sibling?.Of(scene)), Grid)).ToArray()),
        ];
        Roles = CommonRoles(scenes);
        if (Roles.Count == 0)
        {
            Dispose();
            throw new InputException("composite", "scene", "the scenes have no band in common", "survey scenes of one sensor together");
        }
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<BandRole> Roles { get; }

    /// <inheritdoc/>
    public void Read(BandRole role, Window window, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(into.Length, window.PixelCount);
        PlacedScene[][] days = [.. _days.Select(day => day.Where(scene => scene.Source.Roles.Contains(role)).ToArray()).Where(day => day.Length > 0)];
        if (days.Length == 1)
        {
            ReadDay(days[0], role, window, into);
            return;
        }

        int count = into.Length;
        if (_layers.Length < days.Length || _layers[0].Length < count)
        {
            _layers = [.. days.Select(_ => new float[count])];
        }

        for (int day = 0; day < days.Length; day++)
        {
            ReadDay(days[day], role, window, _layers[day].AsSpan(0, count));
        }

        Span<float> values = stackalloc float[days.Length];
        for (int pixel = 0; pixel < count; pixel++)
        {
            int seen = 0;
            for (int day = 0; day < days.Length; day++)
            {
                float value = _layers[day][pixel];
                if (!float.IsNaN(value))
                {
                    values[seen++] = value;
                }
            }

            into[pixel] = Median(values[..seen]);
        }
    }

    /// <inheritdoc/>
    public int Days => Math.Max(1, OpticalDays.Count());

    /// <inheritdoc/>
    public void ReadDays(BandRole role, Window window, Span<float> into)
    {
        int count = checked((int)window.PixelCount), day = 0;
        ArgumentOutOfRangeException.ThrowIfNotEqual(into.Length, (long)Days * count);
        foreach (PlacedScene[] scenes in OpticalDays)
        {
            PlacedScene[] seeing = [.. scenes.Where(scene => scene.Source.Roles.Contains(role))];
            Span<float> layer = into.Slice(day++ * count, count);
            if (seeing.Length > 0) ReadDay(seeing, role, window, layer);
            else layer.Fill(float.NaN);
        }
    }

    // A day that brings heights only is none of the season's.
    private IEnumerable<PlacedScene[]> OpticalDays =>
        _days.Where(day => day.Any(scene => scene.Source.Roles.Any(role => role != BandRole.Elevation)));

    /// <inheritdoc/>
    public IReflectanceSource Reopen() => new CompositeSource(_scenes, _folder, this);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PlacedScene scene in _days.SelectMany(day => day))
        {
            scene.Dispose();
        }
    }

    private SceneSource Of(Scene scene) => _days.SelectMany(day => day).First(one => one.Source.Scene == scene).Source;

    /// <summary>The first scene of the day that sees a pixel gives it.</summary>
    private static void ReadDay(PlacedScene[] day, BandRole role, Window window, Span<float> into)
    {
        day[0].Read(role, window, into);
        if (day.Length == 1)
        {
            return;
        }

        float[] next = new float[into.Length];
        foreach (PlacedScene scene in day.AsSpan(1))
        {
            scene.Read(role, window, next);
            for (int i = 0; i < next.Length; i++)
            {
                if (float.IsNaN(into[i]))
                {
                    into[i] = next[i];
                }
            }
        }
    }

    /// <summary>Median; of an even number the mean of the two in the middle; NaN of none. Sorts its input (few values).</summary>
    internal static float Median(Span<float> values)
    {
        if (values.IsEmpty)
        {
            return float.NaN;
        }

        for (int i = 1; i < values.Length; i++)
        {
            float value = values[i];
            int j = i - 1;
            for (; j >= 0 && values[j] > value; j--)
            {
                values[j + 1] = values[j];
            }

            values[j + 1] = value;
        }

        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>Optical roles that every optical scene has, in the first one's order; heights where any scene brings them.</summary>
    private static List<BandRole> CommonRoles(IReadOnlyList<Scene> scenes)
    {
        static bool Optical(SceneBand band) => band.Role is not (BandRole.Other or BandRole.Elevation);
        List<Scene> optical = [.. scenes.Where(scene => scene.Bands.Any(Optical))];
        List<BandRole> roles = optical.Count == 0
            ? []
            : [.. optical[0].Bands.Where(Optical).Select(band => band.Role).Distinct()
                .Where(role => optical.All(scene => scene.Bands.Any(band => band.Role == role)))];
        if (scenes.Any(scene => scene.Bands.Any(band => band.Role == BandRole.Elevation)))
        {
            roles.Add(BandRole.Elevation);
        }

        return roles;
    }
}
