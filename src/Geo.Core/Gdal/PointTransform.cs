namespace Geo.Core.Gdal;

/// <summary>Transforms points between two CRS through PROJ. Not thread-safe: one a thread.</summary>
public sealed class PointTransform : IDisposable
{
    private readonly CoordinateTransformHandle? _handle;

    /// <param name="from">CRS of what goes in.</param>
    /// <param name="to">CRS of what comes out.</param>
    /// <exception cref="GdalException">PROJ knows no way between the two.</exception>
    public PointTransform(SpatialReference from, SpatialReference to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        // CGCS2000 and WGS 84 differ by less than their realisations do: the same by decree (ARCHITECTURE.md, decision 1).
        if (from.Equals(to) || (from.Epsg is 4326 or 4490 && to.Epsg is 4326 or 4490))
        {
            return;
        }

        using var source = Projection.Handle(from);
        using var target = Projection.Handle(to);
        GdalError.Begin();
        _handle = GdalError.NotNull(Native.OCTNewCoordinateTransformation(source, target), $"{from} to {to}", "no transformation");
    }

    /// <summary>Transforms in place; a point that has no image becomes NaN.</summary>
    /// <param name="x">East or longitude.</param>
    /// <param name="y">North or latitude; as many as <paramref name="x"/>.</param>
    public unsafe void Transform(Span<double> x, Span<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (_handle is null || x.Length == 0)
        {
            return;
        }

        GdalError.Begin();
        int[] success = new int[x.Length];
        fixed (double* px = x, py = y)
        fixed (int* ok = success)
        {
            _ = Native.OCTTransformEx(_handle, x.Length, px, py, null, ok);
        }

        for (int i = 0; i < success.Length; i++)
        {
            if (success[i] == 0 || !double.IsFinite(x[i]) || !double.IsFinite(y[i]))
            {
                x[i] = y[i] = double.NaN;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
