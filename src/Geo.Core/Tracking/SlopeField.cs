using Geo.Core.Predictors;

namespace Geo.Core.Tracking;

/// <summary>Gradients of a height model over a window of it (Horn 1981).</summary>
internal sealed class SlopeField
{
    private readonly float[] _east, _south;

    /// <param name="heights">The height model.</param>
    /// <param name="window">Inside its grid.</param>
    public SlopeField(RasterValues heights, Window window)
    {
        var halo = window.Grow(1);
        var inside = halo.Intersect(heights.Grid.Whole);
        var read = new float[inside.PixelCount];
        heights.Read(inside, read);
        var values = new float[halo.PixelCount];
        Array.Fill(values, float.NaN);
        for (int row = 0; row < inside.Height; row++)
        {
            read.AsSpan(row * inside.Width, inside.Width).CopyTo(values.AsSpan((inside.Row - halo.Row + row) * halo.Width + inside.Col - halo.Col));
        }

        (_east, _south) = (new float[window.PixelCount], new float[window.PixelCount]);
        Terrain.Gradients(values, (window.Width, window.Height), heights.Grid, window.Row, _east, _south);
    }

    /// <summary>Slope in degrees and downhill direction in degrees from north, clockwise; NaN where the height is missing.</summary>
    public (double Slope, double Aspect) At(int pixel)
    {
        double east = _east[pixel], north = -_south[pixel];
        double aspect = Math.Atan2(-east, -north) * (180 / Math.PI);
        return (Math.Atan(double.Hypot(east, north)) * (180 / Math.PI), aspect < 0 ? aspect + 360 : aspect);
    }

    /// <summary>Area of the sloping surface over its projection, 1 / cos(slope); NaN where the height is missing.</summary>
    public double Stretch(int pixel) => Math.Sqrt(1 + (double)_east[pixel] * _east[pixel] + (double)_south[pixel] * _south[pixel]);
}
