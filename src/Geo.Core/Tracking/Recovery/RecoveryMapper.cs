using Geo.Core.Crs;
using Geo.Core.Imagery;
using Geo.Core.Measure;
using Geo.Core.Zonal;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tracking.Recovery;

/// <summary>
/// Classes of a site's pixels from their cover over the seasons, relative to the site's reference of each date. Reads only
/// the site's window of each scene, one season at a time. Not thread-safe, as its sources are not; sites are independent.
/// </summary>
/// <param name="grid">Grid of the raster.</param>
/// <param name="source">The values of a scene by its id, in comparable bands; stays the caller's.</param>
/// <param name="restoration">End members and the water index.</param>
/// <param name="rules">Thresholds.</param>
public sealed class RecoveryMapper(Grid grid, Func<string, IReflectanceSource> source, RestorationRules restoration, RecoveryRules rules)
{
    /// <summary>Maps one site.</summary>
    /// <param name="site">Boundary, longitude/latitude (CRS84).</param>
    /// <param name="dates">Dates to rest on, of comparable sensors, in any order.</param>
    /// <param name="beforeYear">Season that stands for before; the first one where there are no dates in it.</param>
    /// <param name="cancel">Stops between scenes.</param>
    /// <returns>Null where the site is no area on the grid, or has no date.</returns>
    public SiteRecovery? Of(Geometry site, IReadOnlyList<RecoveryDate> dates, int? beforeYear, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(dates);
        Geometry zone = GeometryTransform.Transform(site, WellKnown.Crs84, grid.Crs);
        if (zone is not (Polygon or MultiPolygon) || dates.Count == 0) return null;
        CoverageMatrix coverage = Coverage.Of(zone, grid);
        double whole = coverage.Sum;
        if (whole <= 0) return null;

        int[] years = [.. dates.Select(d => d.Year).Distinct().Order()];
        int before = beforeYear is { } asked && years.Contains(asked) ? Array.IndexOf(years, asked) : 0;
        PixelSeason[][] seasons = [.. years.Select(year => Season(coverage.Window,
            [.. dates.Where(d => d.Year == year).OrderBy(d => d.SceneId, StringComparer.Ordinal)], cancel))];

        SquareMetres area = Ellipsoid.Area(site);
        double each = area.Value / whole;
        var classes = new byte[coverage.Fractions.Length];
        var areas = Enum.GetValues<RecoveryClass>().ToDictionary(c => c, _ => 0.0);
        var changes = new Dictionary<(GroundCover, GroundCover), double>();
        var course = new PixelSeason[years.Length - before];
        for (int i = 0; i < classes.Length; i++)
        {
            if (coverage.Fractions[i] <= 0) continue;
            for (int s = 0; s < course.Length; s++) course[s] = seasons[before + s][i];
            RecoveryClass value = PixelRecovery.Of(course, rules);
            classes[i] = coverage.Fractions[i] >= 0.5 ? (byte)value : (byte)0;
            areas[value] += coverage.Fractions[i] * each;
            var change = (PixelRecovery.Ground(course[0], rules), PixelRecovery.Ground(course[^1], rules));
            changes[change] = changes.GetValueOrDefault(change) + coverage.Fractions[i] * each;
        }

        return new SiteRecovery(coverage.Window, classes, area, areas.ToDictionary(a => a.Key, a => new SquareMetres(a.Value)),
            years[before], years[^1], changes.OrderBy(c => c.Key).ToDictionary(c => c.Key, c => new SquareMetres(c.Value)));
    }

    private PixelSeason[] Season(Window window, RecoveryDate[] dates, CancellationToken cancel)
    {
        (float[] Ratio, bool[] Water)[] days = [.. dates.Select(date =>
        {
            cancel.ThrowIfCancellationRequested();
            return Day(window, date);
        })];
        var season = new PixelSeason[window.PixelCount];
        Span<float> seen = new float[days.Length];
        for (int i = 0; i < season.Length; i++)
        {
            int count = 0, wet = 0;
            foreach (var (ratio, water) in days)
            {
                if (float.IsNaN(ratio[i])) continue;
                seen[count++] = ratio[i];
                wet += water[i] ? 1 : 0;
            }

            if (count == 0)
            {
                season[i] = PixelSeason.None;
                continue;
            }

            seen[..count].Sort();
            season[i] = new PixelSeason((seen[(count - 1) / 2] + seen[count / 2]) / 2, 2 * wet >= count);
        }

        return season;
    }

    // The pixel of the scene that holds the centre of the grid's pixel.
    private (float[] Ratio, bool[] Water) Day(Window window, RecoveryDate date)
    {
        IReflectanceSource scene = source(date.SceneId);
        Grid target = grid.Crop(window);
        int count = target.Width * target.Height;
        float[] cols = new float[count], rows = new float[count], ratio = new float[count];
        var water = new bool[count];
        PixelPlaces.Find(target, scene.Grid, cols, rows);
        Array.Fill(ratio, float.NaN);
        if (SceneSample.Needed(cols, rows, scene.Grid) is not { IsEmpty: false } needed) return (ratio, water);

        Pixels pixels = new PixelReader(scene, restoration, date.SceneId).Read(needed);
        for (int i = 0; i < count; i++)
        {
            int col = (int)Math.Floor(cols[i]) - needed.Col, row = (int)Math.Floor(rows[i]) - needed.Row;
            if (float.IsNaN(cols[i]) || col < 0 || row < 0 || col >= needed.Width || row >= needed.Height) continue;
            int at = row * needed.Width + col;
            (ratio[i], water[i]) = ((float)(pixels.Cover[at] / date.ReferenceCover), pixels.Water[at]);
        }

        return (ratio, water);
    }
}
