using System.Collections.Concurrent;
using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Draws a part of a raster on the grid of a tile or any other picture, from the overview that fits.</summary>
public static class RasterTile
{
    private const int MostTables = 64;
    private static readonly ConcurrentDictionary<(double Low, double High, double Scale, double Offset, double? NoData), byte[]> Tables = new();

    /// <summary>Draws.</summary>
    /// <param name="file">The raster.</param>
    /// <param name="target">The picture's grid, north-up.</param>
    /// <param name="style">Its colours.</param>
    /// <param name="smooth">Bilinear instead of the nearest pixel; classes are never mixed.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <returns>Transparent where there is no data; null where the raster does not meet the grid.</returns>
    public static Picture? Draw(RasterFile file, Grid target, RasterStyle style, bool smooth, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(target);
        cancel.ThrowIfCancellationRequested();
        if (SampledBands.Place(file, target) is not { } sampled) return null;
        cancel.ThrowIfCancellationRequested();
        return style switch
        {
            CompositeStyle composite when file.IsSmall && !smooth => new Picture(target.Width, target.Height, Looked(file, sampled, composite), null),
            CompositeStyle composite => new Picture(target.Width, target.Height, Stretched(sampled.Values(composite.Bands, smooth), composite.Stretches), null),
            ComputedStyle { Expressions.Count: 1 } computed => new Picture(target.Width, target.Height, Indices(sampled, computed, smooth), [0, .. computed.Map.Colours]),
            ComputedStyle computed => new Picture(target.Width, target.Height, Stretched([.. computed.Expressions.Select(one => Evaluated(sampled, one, smooth))], computed.Ranges), null),
            ClassStyle classes => new Picture(target.Width, target.Height, Classes(file, sampled, classes), classes.Colours),
            _ => throw new ArgumentOutOfRangeException(nameof(style)),
        };
    }

    /// <summary>A stretch of each of three bands of a scene as its pictures have it: 2nd and 98th percentile of the whole scene.</summary>
    public static CompositeStyle Composite(Scene scene, string scenesFolder, string style)
    {
        SceneBand[] bands = SceneSample.Bands(scene, style);
        return new CompositeStyle(bands, [.. bands.Select(band => ScenePicture.Own(scene, scenesFolder, band))]);
    }

    /// <summary>The colour level of a value: 1 to 255; 0 is no data.</summary>
    internal static byte Level(double value, SceneStretch stretch) => double.IsFinite(value)
        ? (byte)Math.Clamp((value - stretch.Low) / (stretch.High - stretch.Low) * 254 + 1, 1, 255)
        : (byte)0;

    // 65 536 numbers have 65 536 answers: looked up instead of computed.
    private static byte[] Looked(RasterFile file, SampledBands sampled, CompositeStyle style) =>
        sampled.Look(style.Bands, [.. style.Bands.Select((band, channel) => TableOf(style.Stretches[channel], band, file.NoData))]);

    private static byte[] TableOf(SceneStretch stretch, SceneBand band, double? noData)
    {
        if (Tables.Count > MostTables) Tables.Clear();
        return Tables.GetOrAdd((stretch.Low, stretch.High, band.Scale, band.Offset, noData), _ =>
        {
            var table = new byte[65536];
            for (int number = 0; number < table.Length; number++) table[number] = noData == number ? (byte)0 : Level((float)(number * band.Scale + band.Offset), stretch);
            return table;
        });
    }

    private static byte[] Stretched(float[][] values, IReadOnlyList<SceneStretch> stretches)
    {
        var pixels = new byte[4 * values[0].Length];
        for (int i = 0; i < values[0].Length; i++)
        {
            byte red = Level(values[0][i], stretches[0]), green = Level(values[1][i], stretches[1]), blue = Level(values[2][i], stretches[2]);
            if (red == 0 || green == 0 || blue == 0) continue;
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (red, green, blue, 255);
        }

        return pixels;
    }

    private static float[] Evaluated(SampledBands sampled, BandExpression expression, bool smooth)
    {
        if (expression.Bands.Count == 0) throw new InputException("request", "expression", "it uses no band", "write for example (nir-red)/(nir+red)");
        float[][] bands = sampled.Values(expression.Bands, smooth);
        var values = new float[bands[0].Length];
        expression.Evaluate(bands, values);
        // A constant of a band's absence is no value: min(nir, 0) outside the scene.
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(bands[0][i])) values[i] = float.NaN;
        }

        return values;
    }

    private static byte[] Indices(SampledBands sampled, ComputedStyle style, bool smooth)
    {
        float[] values = Evaluated(sampled, style.Expressions[0], smooth);
        var indices = new byte[values.Length];
        for (int i = 0; i < values.Length; i++) indices[i] = Level(values[i], style.Ranges[0]);
        return indices;
    }

    private static byte[] Classes(RasterFile file, SampledBands sampled, ClassStyle style)
    {
        var table = new byte[65536];
        for (int value = 1; value < Math.Min(256, style.Colours.Count); value++) table[value] = (byte)value;
        return sampled.Look([file.Bands[0]], [table]);
    }
}
