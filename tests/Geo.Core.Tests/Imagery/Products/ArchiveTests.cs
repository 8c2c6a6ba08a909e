using System.Formats.Tar;
using System.IO.Compression;
using Geo.Core.Imagery;
using Geo.Testing;

namespace Geo.Core.Tests.Imagery.Products;

/// <summary>Deliveries as archives, and folders of many.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("landsat-c2l2-008059-mixed", false)]
    [InlineData("landsat-c2l2-008059-mixed", true)]
    public void Landsat_bundle_as_tar_is_the_same_scene_as_its_folder(string product, bool gzip)
    {
        string source = SharedData.Path(product), tar = _folder.File(gzip ? "bundle.tar.gz" : "bundle.tar");
        Pack(source, tar, gzip);
        var folder = Take(source, "a").Scene;
        var packed = Take(tar, "b").Scene;
        Assert.Equal(folder.Id, packed.Id);
        Assert.Equal((folder.ValidShare, folder.CloudShare, folder.AcquiredAt), (packed.ValidShare, packed.CloudShare, packed.AcquiredAt));
        Assert.Equal(File.ReadAllBytes(_folder.File($"a/{folder.CogFile}")), File.ReadAllBytes(_folder.File($"b/{folder.CogFile}")));
        Assert.Equal(File.ReadAllBytes(_folder.File($"a/{folder.QualityFile}")), File.ReadAllBytes(_folder.File($"b/{folder.QualityFile}")));
        // Nothing was unpacked beside it, and no side file was written.
        Assert.Equal([Path.GetFileName(tar)], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Half_copied_tar(bool gzip)
    {
        string tar = _folder.File("bundle.tar.gz");
        Pack(SharedData.Path("landsat-c2l2-008059-mixed"), tar, gzip);
        byte[] bytes = File.ReadAllBytes(tar);
        File.WriteAllBytes(tar, bytes[..(bytes.Length / 2)]);
        var error = Assert.Throws<InputException>(() => Take(tar, "a"));
        Assert.Contains(tar, error.Where, StringComparison.Ordinal);
        Assert.Contains("copy", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_of_something_else_says_what_it_holds()
    {
        string zip = _folder.File("photos.zip"), other = _folder.File("GF7_DLC_E110.0_N40.5_20240415_L1A0001.zip");
        foreach (string path in new[] { zip, other })
        {
            using var made = ZipFile.Open(path, ZipArchiveMode.Create);
            using var stream = made.CreateEntry("holiday/beach.jpg").Open();
            stream.WriteByte(1);
        }

        Assert.Contains("beach.jpg", Assert.Throws<InputException>(() => Take(zip, "a")).Problem, StringComparison.Ordinal);
        Assert.Contains("GF7 is a satellite", Assert.Throws<InputException>(() => Take(other, "a")).Problem, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Folder_of_products_mixed_gives_each_once_and_tells_the_rest()
    {
        string mixed = _folder.File("mixed"), inner = Path.Combine(mixed, "july");
        Directory.CreateDirectory(inner);
        foreach (string file in Directory.GetFiles(SharedData.Path("landsat-c2l2-008059-mixed"), "LC08*")) File.Copy(file, Path.Combine(inner, Path.GetFileName(file)));
        File.Copy(SharedData.Path("opengeos-dsm-dtm", "dsm.tif"), Path.Combine(mixed, "dsm.tif"));
        File.WriteAllText(Path.Combine(mixed, "dsm.tfw"), "1");
        File.WriteAllText(Path.Combine(mixed, "readme.docx"), "hello");
        File.WriteAllText(Path.Combine(mixed, "gap.dat"), "");
        Pack(SharedData.Path("landsat-c2l2-005009-snow"), Path.Combine(mixed, "snow.tar"), gzip: false);
        string safe = Path.Combine(mixed, "x.SAFE");
        Directory.CreateDirectory(safe);
        File.WriteAllText(Path.Combine(safe, "MTD_MSIL2A.xml"), "<a/>");
        foreach (string part in new[] { "MSS1.tiff", "MSS1.xml", "MSS1.rpb", "PAN1.tiff", "PAN1.xml" }) File.WriteAllText(Path.Combine(mixed, $"GF1_PMS1_E110.0_N40.5_20190704_L1A0001-{part}"), "x");

        var found = ProductFinder.At(mixed);
        Assert.Equal(["GF1_PMS1_E110.0_N40.5_20190704_L1A0001-MSS1.rpb", "LC08_L2SP_008059_20191201_20200825_02_T1_MTL.txt", "dsm.tif", "snow.tar", "x.SAFE"],
            found.Paths.Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
        Assert.Equal([("gap.dat", "it is empty"), ("readme.docx", "it is neither a raster nor an archive of a product")],
            found.Left.Select(l => (Path.GetFileName(l.Path)!, l.Reason)));
        // A product's own folder is the product, and a folder without any is left to be refused.
        Assert.Equal([inner], ProductFinder.At(inner).Paths);
        Assert.Equal([_folder.File("nothing")], ProductFinder.At(_folder.File("nothing")).Paths);
    }

    internal static void Pack(string folder, string tar, bool gzip)
    {
        using var file = File.Create(tar);
        using Stream stream = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var writer = new TarWriter(stream);
        foreach (string one in Directory.GetFiles(folder)) writer.WriteEntry(one, Path.GetFileName(one));
    }

    private IngestResult Take(string path, string scenes) =>
        SceneIngestor.Ingest(path, new IngestOptions(), _folder.File(scenes), _folder.File($"{scenes}-tmp"), null, CancellationToken.None);
}
