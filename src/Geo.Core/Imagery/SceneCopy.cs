using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery;

/// <summary>
/// Copies the bands of a product, which may lie in several files, into one raster with one no-data value, and its masks
/// into one quality raster; counts what is valid on the way.
/// </summary>
internal sealed class SceneCopy : IDisposable
{
    private const int Rows = 256;

    private readonly Product _product;
    private readonly Dictionary<string, Dataset> _files = [];
    private readonly double?[] _noDataOfBand;

    /// <exception cref="InputException">A file cannot be used, or the files lie on different grids.</exception>
    internal SceneCopy(Product product)
    {
        _product = product;
        try
        {
            foreach (string path in product.Bands.Select(b => b.Path).Concat(product.Masks.Select(m => m.Path)).Distinct())
            {
                _files.Add(path, SourceFile.Open(path));
            }

            Grid = _files[product.Bands[0].Path].Grid;
            foreach (var file in _files.Values.Where(f => !Same(f.Grid, Grid)))
            {
                throw new InputException(file.Path, "grid", $"it lies on another grid than {Path.GetFileName(product.Bands[0].Path)}",
                    "resample the bands onto one grid with gdalwarp first");
            }

            var infos = product.Bands.Select(b => _files[b.Path].Band(b.Number)).ToList();
            bool one = infos.TrueForAll(i => i.Type == infos[0].Type);
            Type = !one || infos[0].Type == PixelType.Float64 ? PixelType.Float32 : infos[0].Type;
            _noDataOfBand = [.. infos.Select(i => i.NoData ?? product.Profile.NoData)];
            // Floats say no data by NaN, which needs no number.
            NoData = Type == PixelType.Float32 ? null : _noDataOfBand.FirstOrDefault(n => n is not null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal Grid Grid { get; }

    internal PixelType Type { get; }

    internal double? NoData { get; }

    internal bool HasQuality => _product.Masks.Count > 0;

    /// <returns>Pixels with data in every band, and how many of them are under cloud or shadow.</returns>
    /// <exception cref="InputException">A file is broken in its pixels.</exception>
    internal (long Valid, long Cloudy) Write(string path, string qualityPath, IProgress<double> progress, CancellationToken cancel)
    {
        const string tiles = "TILED=YES", width = "BLOCKXSIZE=256", height = "BLOCKYSIZE=256", big = "BIGTIFF=IF_SAFER";
        using var data = Dataset.Create(path, new RasterSpec(Grid, _product.Bands.Count, Type, Type == PixelType.Float32 ? double.NaN : NoData),
            tiles, width, height, big, "INTERLEAVE=BAND");
        using var quality = HasQuality
            ? Dataset.Create(qualityPath, new RasterSpec(Grid, 1, PixelType.Byte, 0), tiles, width, height, big)
            : null;
        Describe(data);
        long valid = 0, cloudy = 0;
        double[] values = new double[Math.Min(Rows, Grid.Height) * Grid.Width];
        byte[] codes = new byte[values.Length];
        for (int row = 0; row < Grid.Height; row += Rows)
        {
            cancel.ThrowIfCancellationRequested();
            var window = new Window(0, row, Grid.Width, Math.Min(Rows, Grid.Height - row));
            var code = codes.AsSpan(0, (int)window.PixelCount);
            var value = values.AsSpan(0, (int)window.PixelCount);
            code.Fill((byte)Quality.Clear);
            foreach (var mask in _product.Masks)
            {
                ReadSource(mask.Path, mask.Number, window, value);
                Mark(mask.Kind, value, code);
            }

            for (int band = 0; band < _product.Bands.Count; band++)
            {
                var source = _product.Bands[band];
                ReadSource(source.Path, source.Number, window, value);
                MarkEmpty(value, _noDataOfBand[band], code);
                data.Write<double>(band + 1, window, value);
            }

            quality?.Write<byte>(1, window, code);
            foreach (byte one in code)
            {
                valid += one != (byte)Quality.NoData ? 1 : 0;
                cloudy += one is (byte)Quality.Cloud or (byte)Quality.Shadow ? 1 : 0;
            }

            progress.Report((double)window.Bottom / Grid.Height);
        }

        data.Close();
        quality?.Close();
        return (valid, cloudy);
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private void Describe(Dataset data)
    {
        for (int i = 0; i < _product.Bands.Count; i++)
        {
            var band = _product.Bands[i];
            data.SetDescription(i + 1, band.Role.ToString());
            if (band.Scale != 1 || band.Offset != 0)
            {
                data.SetScale(i + 1, band.Scale, band.Offset);
            }
        }

        data.SetMetadata("ACQUISITION_TIME", _product.AcquiredAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (_product.Synthetic)
        {
            data.SetMetadata("GEOWFC_SYNTHETIC", "YES");
        }
    }

    private void ReadSource(string path, int band, Window window, Span<double> into)
    {
        try
        {
            _files[path].Read(band, window, into);
        }
        catch (GdalException broken)
        {
            throw new InputException(path, string.Create(CultureInfo.InvariantCulture, $"band {band}"), broken.GdalMessage,
                "copy the file again, it is cut off or damaged", broken);
        }
    }

    // A mask never brings back what another took away.
    private static void Mark(MaskKind kind, ReadOnlySpan<double> values, Span<byte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            int value = (int)values[i];
            var quality = kind switch
            {
                MaskKind.Scl => QualityCodes.OfScl(value),
                MaskKind.QaPixel => QualityCodes.OfQaPixel(value),
                MaskKind.RadSat => QualityCodes.OfRadSat(value),
                _ => QualityCodes.OfAlpha(value),
            };
            if (codes[i] == (byte)Quality.Clear)
            {
                codes[i] = (byte)quality;
            }
        }
    }

    // A pixel lacks data where one of its bands does; only that band is emptied.
    private void MarkEmpty(Span<double> values, double? noData, Span<byte> codes)
    {
        bool real = Type == PixelType.Float32;
        double empty = real ? double.NaN : NoData ?? 0;
        for (int i = 0; i < values.Length; i++)
        {
            // Files often hold the no-data value a rounding away from the number in their tag.
            if (!double.IsFinite(values[i]) || (noData is { } none && (values[i] == none || (real && (float)values[i] == (float)none))))
            {
                values[i] = empty;
                codes[i] = (byte)Quality.NoData;
            }
        }
    }

    private static bool Same(Grid a, Grid b)
    {
        double tolerance = 1e-6 * Math.Abs(b.Transform.PixelWidth);
        return a.Width == b.Width && a.Height == b.Height && a.Crs.Equals(b.Crs)
            && Math.Abs(a.Transform.OriginX - b.Transform.OriginX) <= tolerance && Math.Abs(a.Transform.OriginY - b.Transform.OriginY) <= tolerance
            && Math.Abs(a.Transform.PixelWidth - b.Transform.PixelWidth) * a.Width <= tolerance
            && Math.Abs(a.Transform.PixelHeight - b.Transform.PixelHeight) * a.Height <= tolerance;
    }
}
