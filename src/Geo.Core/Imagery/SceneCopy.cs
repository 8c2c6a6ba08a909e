using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery;

/// <summary>
/// Copies the bands of a product, which may lie in several files, into one raster with one no-data value, and its masks
/// into one quality raster; counts what is valid on the way. Files whose pixels are a whole number of the finest are
/// repeated onto those: no value is made up. Memory is bounded by a chunk, whatever the size of the raster.
/// </summary>
internal sealed class SceneCopy : IDisposable
{
    // A chunk is whole tiles of the source where they are not larger than this: JPEG 2000 decodes a tile of 1024 at once.
    private const int MostColumns = 4096, FewestRows = 256, MostRows = 1024;

    private readonly Product _product;
    private readonly Dictionary<string, Dataset> _files = [];
    private readonly Dictionary<string, int> _factors = [];
    private readonly double?[] _noDataOfBand;
    private double[] _values = [], _coarse = [];
    private byte[] _codes = [];

    /// <exception cref="InputException">A file cannot be used, or the files lie on different grids.</exception>
    internal SceneCopy(Product product)
    {
        _product = product;
        try
        {
            foreach (string path in product.Bands.Select(b => b.Path).Concat(product.Masks.Select(m => m.Path)).Distinct())
            {
                _files.Add(path, SourceFile.Open(path, product.AssumedCrs));
            }

            var finest = product.Bands.Select(b => b.Path).MinBy(p => _files[p].Grid.Transform.PixelWidth)!;
            Grid = _files[finest].Grid;
            foreach (var (path, file) in _files)
            {
                _factors[path] = Factor(file.Grid, Grid) ?? throw new InputException(file.Path, "grid", $"it lies on another grid than {Path.GetFileName(finest)}",
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
        foreach (var window in Chunks())
        {
            cancel.ThrowIfCancellationRequested();
            var code = Room(ref _codes, window);
            var value = Room(ref _values, window);
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
                MarkSaturated(value, code);
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

    // Rows of chunks from the top; a chunk is as high as the highest block of the sources, within bounds.
    private IEnumerable<Window> Chunks()
    {
        int rows = Math.Clamp(_files.Max(f => f.Value.Band(1).BlockHeight * _factors[f.Key]), FewestRows, MostRows) / FewestRows * FewestRows;
        for (int row = 0; row < Grid.Height; row += rows)
        {
            for (int col = 0; col < Grid.Width; col += MostColumns)
            {
                yield return new Window(col, row, Math.Min(MostColumns, Grid.Width - col), Math.Min(rows, Grid.Height - row));
            }
        }
    }

    private static Span<T> Room<T>(ref T[] held, Window window)
    {
        if (held.Length < window.PixelCount) held = new T[window.PixelCount];
        return held.AsSpan(0, (int)window.PixelCount);
    }

    private void ReadSource(string path, int band, Window window, Span<double> into)
    {
        int factor = _factors[path];
        try
        {
            if (factor == 1)
            {
                _files[path].Read(band, window, into);
                return;
            }

            int left = window.Col / factor, top = window.Row / factor;
            var coarse = new Window(left, top, (window.Right - 1) / factor - left + 1, (window.Bottom - 1) / factor - top + 1);
            var pixels = Room(ref _coarse, coarse);
            _files[path].Read(band, coarse, pixels);
            for (int row = 0; row < window.Height; row++)
            {
                var from = pixels.Slice(((window.Row + row) / factor - top) * coarse.Width, coarse.Width);
                var to = into.Slice(row * window.Width, window.Width);
                for (int col = 0; col < to.Length; col++) to[col] = from[(window.Col + col) / factor - left];
            }
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

    private void MarkSaturated(ReadOnlySpan<double> values, Span<byte> codes)
    {
        if (_product.Saturated is not { } full) return;
        for (int i = 0; i < codes.Length; i++)
        {
            if (values[i] == full && codes[i] == (byte)Quality.Clear) codes[i] = (byte)Quality.Defective;
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

    // How many pixels of the finest grid lie along one of this grid; null where the two do not nest.
    private static int? Factor(Grid grid, Grid finest)
    {
        var (a, b) = (grid.Transform, finest.Transform);
        double tolerance = 1e-6 * Math.Abs(b.PixelWidth);
        int factor = (int)Math.Round(a.PixelWidth / b.PixelWidth);
        return factor >= 1 && grid.Width == (finest.Width + factor - 1) / factor && grid.Height == (finest.Height + factor - 1) / factor && grid.Crs.Equals(finest.Crs)
            && Math.Abs(a.OriginX - b.OriginX) <= tolerance && Math.Abs(a.OriginY - b.OriginY) <= tolerance
            && Math.Abs(a.PixelWidth - factor * b.PixelWidth) * grid.Width <= tolerance
            && Math.Abs(a.PixelHeight - factor * b.PixelHeight) * grid.Height <= tolerance ? factor : null;
    }
}
