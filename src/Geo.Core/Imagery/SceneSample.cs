using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>Three channels of a scene on the grid of a picture: nearest pixel, from the overviews where the picture is coarser.</summary>
internal static class SceneSample
{
    /// <summary>Reads.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <param name="target">The picture's grid.</param>
    /// <param name="style">See <see cref="ScenePicture.Styles"/>.</param>
    /// <param name="clearOnly">Leave out what the scene's own mask calls cloud, shadow or snow.</param>
    /// <param name="cancel">Stops between channels.</param>
    /// <returns>Physical values (reflectance, metres), NaN where there is no data; null where the scene does not meet the picture.</returns>
    public static float[][]? Read(Scene scene, string scenesFolder, Grid target, string style, bool clearOnly, CancellationToken cancel)
    {
        int count = target.Width * target.Height;
        float[] cols = new float[count], rows = new float[count];
        PixelPlaces.Find(target, scene.Grid, cols, rows);
        cancel.ThrowIfCancellationRequested();
        if (Needed(cols, rows, scene.Grid) is not { IsEmpty: false } needed) return null;

        using Dataset data = Dataset.Open(Path.Combine(scenesFolder, scene.CogFile));
        using Dataset? quality = clearOnly && scene.QualityFile is { } mask ? Dataset.Open(Path.Combine(scenesFolder, mask)) : null;
        // About one source pixel a picture pixel: the overviews do the rest.
        double shrink = Math.Max(1, Math.Max(needed.Width / (2.0 * target.Width), needed.Height / (2.0 * target.Height)));
        int width = Math.Max(1, (int)(needed.Width / shrink)), height = Math.Max(1, (int)(needed.Height / shrink));
        int[] places = new int[count];
        for (int i = 0; i < count; i++)
        {
            int col = (int)((cols[i] - needed.Col) * width / needed.Width), row = (int)((rows[i] - needed.Row) * height / needed.Height);
            bool outside = float.IsNaN(cols[i]) || cols[i] < needed.Col || rows[i] < needed.Row || col >= width || row >= height;
            places[i] = outside ? -1 : row * width + col;
        }

        byte[]? seen = null;
        if (quality is not null)
        {
            seen = new byte[width * height];
            quality.ReadResampled<byte>(1, needed, width, height, seen);
        }

        var samples = new float[width * height];
        return [.. Bands(scene, style).Select(band =>
        {
            cancel.ThrowIfCancellationRequested();
            data.ReadResampled<float>(band.Index, needed, width, height, samples);
            var values = new float[count];
            for (int i = 0; i < count; i++)
            {
                float number = places[i] < 0 ? float.NaN : samples[places[i]];
                bool empty = float.IsNaN(number) || (scene.NoData is { } none && number == (float)none) || (seen is not null && seen[places[i]] != (byte)Quality.Clear);
                values[i] = empty ? float.NaN : (float)(number * band.Scale + band.Offset);
            }

            return values;
        })];
    }

    /// <summary>The bands of a style; those that a scene has where it lacks one.</summary>
    public static SceneBand[] Bands(Scene scene, string style)
    {
        SceneBand? Of(BandRole role) => scene.Bands.FirstOrDefault(band => band.Role == role);
        SceneBand first = scene.Bands[0];
        BandRole[] roles = style == "natural" ? [BandRole.Red, BandRole.Green, BandRole.Blue] : [BandRole.Nir, BandRole.Red, BandRole.Green];
        SceneBand[] found = [.. roles.Select(Of).OfType<SceneBand>()];
        return found.Length == roles.Length ? found : [Of(BandRole.Red) ?? first, Of(BandRole.Green) ?? first, Of(BandRole.Blue) ?? first];
    }

    internal static Window Needed(float[] cols, float[] rows, Grid grid)
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
}
