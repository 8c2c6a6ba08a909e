using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A raster of classes as a picture for the map, in the colours that it brings.</summary>
public static class CategoryPicture
{
    /// <summary>Draws.</summary>
    /// <param name="file">A Byte raster with a colour table.</param>
    /// <param name="bbox">Extent in EPSG:3857, metres.</param>
    /// <param name="width">Picture width in pixels, 1 to 4096.</param>
    /// <param name="height">Picture height in pixels, 1 to 4096.</param>
    /// <param name="cancel">Stops the drawing.</param>
    /// <returns>A PNG, transparent where there is no class; nearest pixel.</returns>
    /// <exception cref="InputException">A size or extent that cannot be drawn.</exception>
    public static byte[] Png(string file, Extent bbox, int width, int height, CancellationToken cancel)
    {
        ScenePicture.Check(bbox, width, height, ScenePicture.Styles[0]);
        Grid target = ScenePicture.Target(bbox, width, height);
        using Dataset raster = Dataset.Open(file), picture = Dataset.InMemory(new RasterSpec(target, 4, PixelType.Byte, null));
        IReadOnlyList<uint> colours = raster.ColourTable(1);
        Grid grid = raster.Grid;
        float[] cols = new float[width * height], rows = new float[width * height];
        PixelPlaces.Find(target, grid, cols, rows);
        cancel.ThrowIfCancellationRequested();
        byte[][] channels = [.. Enumerable.Range(0, 4).Select(_ => new byte[width * height])];
        if (SceneSample.Needed(cols, rows, grid) is { IsEmpty: false } needed)
        {
            double shrink = Math.Max(1, Math.Max(needed.Width / (2.0 * width), needed.Height / (2.0 * height)));
            int across = Math.Max(1, (int)(needed.Width / shrink)), down = Math.Max(1, (int)(needed.Height / shrink));
            var classes = new byte[across * down];
            raster.ReadResampled<byte>(1, needed, across, down, classes);
            for (int i = 0; i < cols.Length; i++)
            {
                int col = (int)((cols[i] - needed.Col) * across / needed.Width), row = (int)((rows[i] - needed.Row) * down / needed.Height);
                if (float.IsNaN(cols[i]) || cols[i] < needed.Col || rows[i] < needed.Row || col >= across || row >= down) continue;
                byte value = classes[row * across + col];
                uint colour = value > 0 && value < colours.Count ? colours[value] : 0;
                (channels[0][i], channels[1][i], channels[2][i], channels[3][i]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour, (byte)(colour >> 24));
            }
        }

        for (int channel = 0; channel < 4; channel++) picture.Write<byte>(channel + 1, target.Whole, channels[channel]);
        return picture.ToPng();
    }
}
