using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Ortho;

namespace Geo.Core.Imagery.Products;

/// <summary>Makes orthoimages of a Gaofen product: unpacks it where needed, corrects the RPC, warps, sharpens, takes the haze off.</summary>
internal sealed class GaofenPreparation(
    Delivery delivery, GaofenImage multispectral, GaofenImage? panchromatic, GaofenMetadata about, IReadOnlyList<BandCalibration>? calibration, OrthoOptions options)
{
    private readonly List<string> _notes = [];
    private ImageCorrection _correction = ImageCorrection.None;

    /// <inheritdoc cref="Preparation"/>
    internal Product Run(Product product, string folder, IProgress<double> progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var files = delivery.MustBeUnpacked
            ? delivery.Unpack([.. new[] { multispectral, panchromatic }.OfType<GaofenImage>().SelectMany(i => i.Files)], Path.Combine(folder, "unpacked"), cancel)
            : delivery;
        string Inside(string name) => delivery.MustBeUnpacked ? Path.GetFileName(name) : name;
        double half = panchromatic is null ? 1 : 0.3;
        using var source = SourceFile.OpenUnplaced(files.PathOf(Inside(multispectral.Tiff)));
        Check(source, product);
        string ortho = source.Crs is not null && source.Transform is not null ? source.Path : Path.Combine(folder, "multispectral.tif");
        if (ortho == source.Path)
        {
            _notes.Add("the image lies on a map already: it is taken as it lies");
        }
        else
        {
            Warp(source, multispectral, ortho, null, new ProgressPart(progress, 0, half), cancel);
        }

        if (panchromatic is not null) ortho = Sharpened(files.PathOf(Inside(panchromatic.Tiff)), ortho, folder, new ProgressPart(progress, half, 1 - half), cancel);
        var bands = product.Bands.Select(b => b with { Path = ortho }).ToList();
        if (options.DarkObject && calibration is not null) bands = WithoutHaze(bands, ortho, cancel);
        return product with { Bands = bands, Notes = [.. product.Notes, .. _notes] };
    }

    private void Check(Dataset source, Product product)
    {
        if (source.BandCount < product.Bands.Count)
        {
            throw new InputException(source.Path, "bands", string.Create(CultureInfo.InvariantCulture, $"it holds {source.BandCount} and {about.Satellite} {about.Sensor} has {product.Bands.Count}"), "give the multispectral TIFF as it was delivered")
            { Chinese = string.Create(CultureInfo.InvariantCulture, $"有 {source.BandCount} 个波段，而 {about.Satellite} {about.Sensor} 应有 {product.Bands.Count} 个；请提供原始的多光谱 TIFF") };
        }

        if (about.Width is { } width && about.Height is { } height && (width != source.Width || height != source.Height))
        {
            throw new InputException(about.Path, "WidthInPixels, HeightInPixels", string.Create(CultureInfo.InvariantCulture, $"it tells of {width} x {height} pixels, but {Path.GetFileName(source.Path)} has {source.Width} x {source.Height}"),
                "the XML is of another image or the TIFF is not whole: put the files together as they were delivered")
            { Chinese = string.Create(CultureInfo.InvariantCulture, $"写的是 {width} × {height} 像元，而 {Path.GetFileName(source.Path)} 有 {source.Width} × {source.Height}；XML 属于另一景，或 TIFF 不完整，请按交付时的原样放在一起") };
        }
    }

    // The panchromatic grid nests in the multispectral one, so that both mean the same ground.
    private string Sharpened(string path, string ortho, string folder, IProgress<double> progress, CancellationToken cancel)
    {
        var gains = calibration ?? throw new InputException(path, "pansharpen", $"no calibration of {about.Satellite} {about.Sensor} is known", "leave --pansharpen out");
        var pan = GaofenCalibration.Of(about.Satellite, about.Sensor, about.Taken.Year, pan: true, _notes)
            ?? throw new InputException(path, "pansharpen", $"no calibration of the panchromatic band of {about.Satellite} {about.Sensor} is known", "leave --pansharpen out");
        using var source = SourceFile.OpenUnplaced(path);
        using var coarse = Dataset.Open(ortho);
        string fine = Path.Combine(folder, "panchromatic.tif"), sharp = Path.Combine(folder, "sharpened.tif");
        if (source.Crs is not null && source.Transform is not null) throw new InputException(path, "pansharpen", "the images lie on a map already", "sharpen them with gdal_pansharpen.py, or leave --pansharpen out");
        Warp(source, panchromatic!, fine, coarse.Grid, new ProgressPart(progress, 0, 0.7), cancel);
        using var panImage = Dataset.Open(fine);
        Pansharpening.Write(coarse, panImage, [.. gains.Select(b => new BandGain(b.Gain, b.Offset))], new BandGain(pan[0].Gain, pan[0].Offset), sharp, new ProgressPart(progress, 0.7, 0.3), cancel);
        _notes.Add("the bands are sharpened with the panchromatic image (weighted Brovey in radiance): shapes gain, the brightness of a pixel follows the panchromatic band");
        return sharp;
    }

    private void Warp(Dataset source, GaofenImage image, string path, Grid? nestIn, IProgress<double> progress, CancellationToken cancel)
    {
        var rpc = image.Rpb is { } rpb ? RpbFile.Parse(delivery.PathOf(rpb), delivery.Bytes(rpb)) : RpbFile.Of(source)
            ?? throw new InputException(delivery.PathOf(Path.ChangeExtension(image.Tiff, ".rpb")), "RPB", "it is not there, and without it nothing tells where the image lies", "put the .rpb that came with the TIFF beside it")
            { Chinese = "缺少 RPB 文件，没有它不知道影像在哪里；请把同一景的 .rpb 放在 TIFF 旁边" };
        var correction = ImageCorrection.None;
        if (nestIn is { } grid)
        {
            // The two cameras share a focal plane: what ground control found in one holds in the other, in its own pixels.
            double ratio = Nested(grid, rpc, source).Width / (double)grid.Width;
            correction = _correction with { Col0 = _correction.Col0 * ratio, Row0 = _correction.Row0 * ratio };
        }
        else if (options.ControlPoints is { } control)
        {
            var points = ControlPoint.Read(control);
            var refinement = RpcRefinement.Of(points, rpc);
            _correction = correction = refinement.Correction;
            _notes.Add(refinement.Told(points.Count));
        }

        using var heights = Heights(rpc);
        var ortho = new Orthorectifier(source, new ImageGeometry(rpc, correction), heights);
        ortho.Write(nestIn is null ? OwnGrid(ortho, rpc, source) : Nested(nestIn, rpc, source), path, progress, cancel);
        if (nestIn is not null) return;
        if (heights.Asked is { Missing: > 0 } asked)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"the DEM says nothing for {100.0 * asked.Missing / asked.All:0.#} % of the ground: {heights.Mean:0} m stood in there"));
        }
    }

    private GroundHeights Heights(RpcModel rpc)
    {
        if (options.Dem is { } dem) return GroundHeights.Of(dem, options.GeoidHeight, rpc.HeightOffset, _notes);
        _notes.Add(string.Create(CultureInfo.InvariantCulture,
            $"no DEM: the ground is taken as {rpc.HeightOffset:0} m high everywhere (the RPC's mean), so that hills lie shifted; pass --dem, or ingest one with --profile dem"));
        return GroundHeights.Flat(rpc.HeightOffset);
    }

    private Grid OwnGrid(Orthorectifier ortho, RpcModel rpc, Dataset source)
    {
        double pixel = about.PixelMetres is { } said and > 0.1 and < 100 ? said : GroundPixel(rpc, source);
        return ortho.GridOf(options.Crs ?? MapOf(rpc.LonOffset, rpc.LatOffset), pixel);
    }

    private static Grid Nested(Grid coarse, RpcModel rpc, Dataset source)
    {
        double ratio = Math.Max(1, Math.Round(coarse.Transform.PixelWidth / GroundPixel(rpc, source)));
        var t = coarse.Transform;
        return coarse with { Transform = t with { PixelWidth = t.PixelWidth / ratio, PixelHeight = t.PixelHeight / ratio }, Width = (int)(coarse.Width * ratio), Height = (int)(coarse.Height * ratio) };
    }

    // Metres between neighbouring pixels in the middle of the image.
    private static double GroundPixel(RpcModel rpc, Dataset source)
    {
        double col = source.Width / 2.0, row = source.Height / 2.0;
        var a = rpc.Locate(col, row, rpc.HeightOffset);
        var b = rpc.Locate(col + 100, row, rpc.HeightOffset);
        const double metresPerDegree = 111_320;
        double east = (b.Lon - a.Lon) * metresPerDegree * Math.Cos(a.Lat * Math.PI / 180), north = (b.Lat - a.Lat) * metresPerDegree;
        double pixel = Math.Sqrt(east * east + north * north) / 100;
        return double.IsFinite(pixel) && pixel > 0.05 ? Math.Round(pixel, pixel < 1 ? 2 : 1)
            : throw new InputException(source.Path, "RPC", "its model places no pixel", "the RPB is of another image: give the product as it was delivered")
            { Chinese = "RPC 模型定不了任何像元的位置，RPB 属于另一景；请按交付时的原样提供" };
    }

    /// <summary>The map of a place: CGCS2000 3-degree Gauss-Krüger without prefix in China (EPSG 4534 to 4554), else UTM.</summary>
    internal static SpatialReference MapOf(double lon, double lat)
    {
        if (lon is > 73.5 and < 136.5 && lat is > 15 and < 54) return Projection.FromEpsg(4534 + ((int)Math.Round(lon / 3) * 3 - 75) / 3);
        int zone = Math.Clamp((int)Math.Floor((lon + 180) / 6) + 1, 1, 60);
        return Projection.FromEpsg((lat >= 0 ? 32600 : 32700) + zone);
    }

    private List<ProductBand> WithoutHaze(List<ProductBand> bands, string path, CancellationToken cancel)
    {
        using var image = Dataset.Open(path);
        var mended = bands.Select(band => band with { Offset = DarkObject.OffsetWithout(band.Scale, band.Offset, DarkObject.DarkestDn(image, band.Number, cancel)) }).ToList();
        string taken = string.Join(", ", mended.Zip(bands, (after, before) => string.Create(CultureInfo.InvariantCulture, $"{after.Role} {before.Offset - after.Offset:0.0000}")));
        _notes.Add($"numbers come near surface reflectance by dark-object subtraction (Chavez 1988, darkest ground 1 % after Chavez 1996); taken off: {taken}");
        return mended;
    }
}
