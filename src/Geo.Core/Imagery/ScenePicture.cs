using System.Collections.Concurrent;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A scene as a picture for the map: any extent of EPSG:3857, one stretch a scene, so that pictures side by side match.</summary>
public static class ScenePicture
{
    /// <summary>Styles that can be asked for.</summary>
    public static IReadOnlyList<string> Styles { get; } = ["natural", "false-colour"];

    private const int LargestSide = 4096;
    private const int SampleSide = 512;
    private const double LowShare = 0.02;
    private const double HighShare = 0.98;
    private static readonly ConcurrentDictionary<(string Path, int Band), (double Low, double High)> Stretches = new();

    /// <summary>Draws a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="bbox">Extent in EPSG:3857, metres.</param>
    /// <param name="width">Picture width in pixels, 1 to 4096.</param>
    /// <param name="height">Picture height in pixels, 1 to 4096.</param>
    /// <param name="style">natural (red, green, blue) or false-colour (near infrared, red, green); heights are grey either way.</param>
    /// <param name="cancel">Stops the drawing.</param>
    /// <returns>A PNG with transparency where there is no data.</returns>
    /// <exception cref="InputException">A size, extent or style that cannot be drawn.</exception>
    public static byte[] Png(Scene scene, string scenesFolder, Extent bbox, int width, int height, string style, CancellationToken cancel)
    {
        Check(bbox, width, height, style);
        SpatialReference mercator = Projection.FromEpsg(3857);
        var target = new Grid(GeoTransform.NorthUp(bbox.MinX, bbox.MaxY, bbox.Width / width, bbox.Height / height), width, height, mercator);
        float[] cols = new float[width * height], rows = new float[width * height];
        PixelPlaces.Find(target, scene.Grid, cols, rows);
        cancel.ThrowIfCancellationRequested();

        using Dataset picture = Dataset.InMemory(new RasterSpec(target, 4, PixelType.Byte, null));
        if (Needed(cols, rows, scene.Grid) is { IsEmpty: false } needed)
        {
            using Dataset data = Dataset.Open(Path.Combine(scenesFolder, scene.CogFile));
            // About one source pixel a picture pixel: the overviews do the rest.
            double shrink = Math.Max(1, Math.Max(needed.Width / (double)(2 * width), needed.Height / (double)(2 * height)));
            int sampleWidth = Math.Max(1, (int)(needed.Width / shrink)), sampleHeight = Math.Max(1, (int)(needed.Height / shrink));
            float[] samples = new float[sampleWidth * sampleHeight];
            byte[] values = new byte[width * height], alpha = new byte[width * height];
            SceneBand[] bands = Bands(scene, style);
            for (int channel = 0; channel < 3; channel++)
            {
                cancel.ThrowIfCancellationRequested();
                int band = bands[channel].Index;
                data.ReadResampled<float>(band, needed, sampleWidth, sampleHeight, samples);
                var (low, high) = Stretches.GetOrAdd((data.Path, band), _ => Stretch(data, band, scene));
                for (int i = 0; i < values.Length; i++)
                {
                    int col = (int)((cols[i] - needed.Col) * sampleWidth / needed.Width), row = (int)((rows[i] - needed.Row) * sampleHeight / needed.Height);
                    bool outside = float.IsNaN(cols[i]) || cols[i] < needed.Col || rows[i] < needed.Row || col >= sampleWidth || row >= sampleHeight;
                    float number = outside ? float.NaN : samples[row * sampleWidth + col];
                    bool empty = float.IsNaN(number) || (scene.NoData is { } none && number == (float)none);
                    values[i] = empty ? (byte)0 : (byte)Math.Clamp((number - low) / (high - low) * 254 + 1, 1, 255);
                    alpha[i] = empty ? (byte)0 : (byte)255;
                }

                picture.Write<byte>(channel + 1, target.Whole, values);
            }

            picture.Write<byte>(4, target.Whole, alpha);
        }

        return picture.ToPng();
    }

    private static void Check(Extent bbox, int width, int height, string style)
    {
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide)
        {
            throw new InputException("picture", "width, height", $"{width} × {height} is not between 1 and {LargestSide}", "ask for a smaller picture");
        }

        if (!(bbox.Width > 0 && bbox.Height > 0 && double.IsFinite(bbox.Width + bbox.Height)))
        {
            throw new InputException("picture", "bbox", "the extent is empty", "give minx,miny,maxx,maxy in EPSG:3857");
        }

        if (!Styles.Contains(style))
        {
            throw new InputException("picture", "style", $"'{style}' is no style", $"use one of {string.Join(", ", Styles)}");
        }
    }

    private static SceneBand[] Bands(Scene scene, string style)
    {
        SceneBand? Of(BandRole role) => scene.Bands.FirstOrDefault(band => band.Role == role);
        SceneBand first = scene.Bands[0];
        BandRole[] roles = style == "natural" ? [BandRole.Red, BandRole.Green, BandRole.Blue] : [BandRole.Nir, BandRole.Red, BandRole.Green];
        SceneBand[] found = [.. roles.Select(Of).OfType<SceneBand>()];
        return found.Length == roles.Length ? found : [Of(BandRole.Red) ?? first, Of(BandRole.Green) ?? first, Of(BandRole.Blue) ?? first];
    }

    private static Window Needed(float[] cols, float[] rows, Grid grid)
    {
        float left = float.MaxValue, top = float.MaxValue, right = float.MinValue, bottom = float.MinValue;
        for (int i = 0; i < cols.Length; i++)
        {
            if (!float.IsNaN(cols[i]))
            {
                (left, right) = (Math.Min(left, cols[i]), Math.Max(right, cols[i]));
                (top, bottom) = (Math.Min(top, rows[i]), Math.Max(bottom, rows[i]));
            }
        }

        return right < left || right < 0 || bottom < 0 || left >= grid.Width || top >= grid.Height
            ? default
            : new Window((int)Math.Floor(left), (int)Math.Floor(top), (int)(right - left) + 2, (int)(bottom - top) + 2).Intersect(grid.Whole);
    }

    /// <summary>The 2nd and 98th percentile of the whole scene, from its overviews.</summary>
    private static (double, double) Stretch(Dataset data, int band, Scene scene)
    {
        int width = Math.Min(SampleSide, data.Width), height = Math.Min(SampleSide, data.Height);
        float[] samples = new float[width * height];
        data.ReadResampled<float>(band, new Window(0, 0, data.Width, data.Height), width, height, samples);
        float[] seen = [.. samples.Where(value => !float.IsNaN(value) && (scene.NoData is not { } none || value != (float)none)).Order()];
        if (seen.Length == 0)
        {
            return (0, 1);
        }

        double low = seen[(int)(LowShare * (seen.Length - 1))], high = seen[(int)(HighShare * (seen.Length - 1))];
        return (low, high > low ? high : low + 1);
    }
}
