using System.Globalization;
using System.Security.Cryptography;
using Geo.Core.Gdal;
using Geo.Core.Imagery.Products;

namespace Geo.Core.Imagery;

/// <summary>Takes a raster product into the workspace: checks, COG, quality raster, STAC item. Done wholly or not at all.</summary>
public static class SceneIngestor
{
    private const double PreparedShare = 0.4;

    /// <summary>Takes a product in.</summary>
    /// <param name="path">
    /// A GeoTIFF, JPEG 2000 or ERDAS file; a Sentinel-2 SAFE folder or zip; a Landsat C2 L2 folder, tar or any one of its files
    /// (SR_B*, QA_PIXEL, MTL); a Gaofen L1A folder, tar.gz or any one of its files.
    /// </param>
    /// <param name="options">What the files do not say.</param>
    /// <param name="scenesFolder">The workspace's scenes/: ID.tif, ID.quality.tif and ID.json appear by rename, ID.tif last.</param>
    /// <param name="temporaryFolder">On the same file system; a folder of its own in it is made and removed.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Stops between blocks and leaves nothing behind.</param>
    /// <exception cref="InputException">The product cannot become a scene; says which file, which field, what to do.</exception>
    /// <exception cref="GdalException">A result could not be written (disk full).</exception>
    public static IngestResult Ingest(
        string path, IngestOptions options, string scenesFolder, string temporaryFolder, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        var product = ProductReader.Read(path, options);
        string hash = ProductHash.Of(product, cancel);
        if (options.Known?.Invoke(hash) is { } known)
        {
            return new IngestResult(known, "", IngestState.Known, product.Notes);
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"{product.Profile.Id}-{product.AcquiredAt:yyyyMMdd'T'HHmmss}-{hash[..8]}");
        string work = Path.Combine(temporaryFolder, $"ingest-{Guid.NewGuid():N}");
        Directory.CreateDirectory(work);
        try
        {
            if (product.Prepare is { } prepare)
            {
                product = prepare(product, Path.Combine(work, "prepared"), new ProgressPart(progress, 0, PreparedShare), cancel);
                progress = new ProgressPart(progress, PreparedShare, 1 - PreparedShare);
            }

            var (scene, stac) = Make(product, id, hash, options.OwnMask, work, progress, cancel);
            Publish(scene, stac, work, scenesFolder);
            progress?.Report(1);
            return new IngestResult(scene, stac, IngestState.Taken, product.Notes);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Hash of a product's files, as <see cref="Scene.Sha256"/>: that of the file, or that of the list of a folder's hashes.</summary>
    /// <exception cref="InputException">There is no such product.</exception>
    public static string SourceHash(string path, CancellationToken cancel) => ProductHash.Of(
        File.Exists(path) && !ProductReader.IsProduct(path) ? [path] : ProductReader.Read(path, new IngestOptions()).Files, cancel);

    private static (Scene Scene, string Stac) Make(
        Product product, string id, string hash, bool ownMask, string work, IProgress<double>? progress, CancellationToken cancel)
    {
        string raw = Path.Combine(work, "raw.tif"), rawQuality = Path.Combine(work, "raw.quality.tif");
        string cog = Path.Combine(work, id + ".tif"), quality = Path.Combine(work, id + ".quality.tif");
        using var copy = new SceneCopy(product);
        // Before minutes of work: a raster whose corners have no place is refused at once.
        var footprint = SceneFootprint.Of(copy.Grid);
        var counts = copy.Write(raw, rawQuality, new ProgressPart(progress, 0, 0.5), cancel);
        if (counts.Valid == 0)
        {
            throw new InputException(product.Files[0], "pixels", "not one pixel holds data", "check the no-data value and the mask of the file")
            { Chinese = "没有一个像元有数据；请检查无效值和掩膜" };
        }

        var bands = product.Bands.Select((b, i) => new SceneBand(b.Role, i + 1, b.Scale, b.Offset)).ToList();
        var scene = new Scene(
            id, product.Profile.Id, product.AcquiredAt, copy.Grid, bands, copy.NoData, "raw.tif", copy.HasQuality ? "raw.quality.tif" : null,
            hash, footprint, (double)counts.Valid / copy.Grid.Whole.PixelCount, (double)counts.Cloudy / counts.Valid, product.Synthetic)
        {
            Product = product.Name,
            MaskOrigin = copy.HasQuality ? "product" : null,
        };
        if (ownMask && Clouds.MaskMaking.Make(scene, product, copy.Type, work, cancel) is { } own) (scene, rawQuality) = (own, Path.Combine(work, own.QualityFile!));
        Cog(raw, cog, new CogOptions(), new ProgressPart(progress, 0.5, 0.4), cancel);
        bool masked = scene.QualityFile is not null;
        if (masked)
        {
            Cog(rawQuality, quality, new CogOptions(OverviewResampling: "NEAREST"), new ProgressPart(progress, 0.9, 0.08), cancel);
        }

        scene = scene with { CogFile = id + ".tif", QualityFile = masked ? id + ".quality.tif" : null };
        return (scene, StacItem.Of(scene, product, copy.Type, cog, masked ? quality : null));
    }

    private static void Cog(string from, string to, CogOptions options, IProgress<double> progress, CancellationToken cancel)
    {
        using var source = Dataset.Open(from);
        source.CopyToCog(to, options, progress, cancel);
    }

    // The COG comes last: where it is, all is.
    private static void Publish(Scene scene, string stac, string work, string scenesFolder)
    {
        Directory.CreateDirectory(scenesFolder);
        File.WriteAllText(Path.Combine(work, scene.Id + ".json"), stac);
        string[] files = [.. new[] { scene.QualityFile, scene.Id + ".json", scene.CogFile }.OfType<string>()];
        var moved = new List<string>();
        try
        {
            foreach (string file in files)
            {
                string target = Path.Combine(scenesFolder, file);
                Disk.Flush(Path.Combine(work, file));
                moved.Add(target);
                File.Move(Path.Combine(work, file), target, overwrite: true);
            }
        }
        catch
        {
            moved.ForEach(File.Delete);
            throw;
        }
    }

    internal static string HashOf(string file, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            throw new InputException(file, null, "there is no such file", "check the path")
            { Chinese = "没有这个文件；请检查路径" };
        }

        using var stream = File.OpenRead(file);
        return HashOf(stream, cancel);
    }

    internal static string HashOf(Stream stream, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[1 << 20];
        for (int count = stream.Read(block); count > 0; count = stream.Read(block))
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
