using Geo.Jobs.Inbox;
using Geo.Testing;

namespace Geo.Jobs.Tests.Inbox;

/// <summary>Which files are one product. Names of Gaofen and Landsat as their ground stations deliver them.</summary>
public sealed class InboxScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Put(params string[] names)
    {
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
            File.WriteAllText(_folder.File(name), "x");
        }
    }

    private string Told() => string.Join('\n', InboxScan.Of(_folder.Path).Select(i =>
        $"{i.Name} [{string.Join(' ', i.Entries)}] {string.Join(' ', i.Paths.Select(p => Path.GetRelativePath(_folder.Path, p)))}{(i.Unfinished ? " unfinished" : "")}{(i.Link is null ? "" : $" link {i.Link}")}"));

    [Fact]
    public void Sidecars_belong_to_their_raster_whatever_dots_spaces_and_signs_its_name_has()
    {
        Put("2025.07.14 河东 🛰️.tif", "2025.07.14 河东 🛰️.tfw", "2025.07.14 河东 🛰️.tif.aux.xml", "b.img", "b.jp2");
        Assert.Equal("""
            2025.07.14 河东 🛰️.tif [2025.07.14 河东 🛰️.tfw 2025.07.14 河东 🛰️.tif 2025.07.14 河东 🛰️.tif.aux.xml] 2025.07.14 河东 🛰️.tif
            b.img [b.img] b.img
            b.jp2 [b.jp2] b.jp2
            """, Told());
    }

    [Fact]
    public void All_files_of_a_Gaofen_scene_are_one_and_its_multispectral_image_leads()
    {
        const string scene = "GF2_PMS1_E110.0_N40.6_20210714_L1A0005757225";
        Put(scene + "-MSS1.tiff", scene + "-MSS1.rpb", scene + "-MSS1.xml", scene + "-PAN1.tiff", scene + "-PAN1.rpb", scene + "-MSS1_thumb.jpg", "GF1_WFV3_E110.3_N40.2_20200801_L1A0004967321.tar.gz");
        Assert.Equal([(1, "GF1_WFV3_E110.3_N40.2_20200801_L1A0004967321.tar.gz"), (6, scene)], InboxScan.Of(_folder.Path).Select(i => (i.Entries.Count, i.Name)));
        Assert.Equal(scene + "-MSS1.tiff", Path.GetFileName(Assert.Single(InboxScan.Of(_folder.Path)[1].Paths)));
    }

    [Fact]
    public void Loose_files_of_two_Landsat_scenes_are_two()
    {
        const string first = "LC08_L2SP_128032_20250714_20250720_02_T1", second = "LC09_L2SP_128032_20250722_20250723_02_T1";
        Put(first + "_SR_B4.TIF", first + "_QA_PIXEL.TIF", first + "_MTL.txt", second + "_SR_B4.TIF", second + "_SR_B5.TIF");
        Assert.Equal($"""
            {first} [{first}_MTL.txt {first}_QA_PIXEL.TIF {first}_SR_B4.TIF] {first}_MTL.txt
            {second} [{second}_SR_B4.TIF {second}_SR_B5.TIF] {second}_SR_B4.TIF
            """, Told());
    }

    [Fact]
    public void A_folder_is_one_thing_with_all_products_below_it()
    {
        const string safe = "S2B_MSIL2A_20250714T032549_N0511_R018_T49TCF_20250714T060000.SAFE", landsat = "LC08_L2SP_128032_20250714_20250720_02_T1";
        Put($"{safe}/manifest.safe", $"{safe}/GRANULE/x/IMG_DATA/B02.jp2", $"批次 3/{landsat}/{landsat}_SR_B4.TIF", $"批次 3/{landsat}/{landsat}_MTL.txt", "批次 3/a.tif", "批次 3/deep/er/b.tif", "批次 3/readme.txt", "批次 3/Thumbs.db");
        Assert.Equal($"""
            {safe} [{safe}] {safe}
            批次 3 [批次 3] 批次 3/a.tif 批次 3/{landsat} 批次 3/deep/er/b.tif
            """, Told());
    }

    [Fact]
    public void Half_copied_names_and_empty_rasters_are_unfinished_and_keep_the_name_they_will_have()
    {
        Put("a.tif.part", "b.zip.crdownload", "c/d.tif", "c/.d.xml.Xa12bC", "~$e.tif");
        File.WriteAllText(_folder.File("f.tif"), "");
        Assert.All(InboxScan.Of(_folder.Path), i => Assert.True(i.Unfinished, i.Name));
        Assert.Equal(["a.tif", "b.zip", "c", "f.tif", "~$e.tif"], InboxScan.Of(_folder.Path).Select(i => i.Name));
    }

    [Fact]
    public void What_was_put_away_hidden_files_and_the_systems_own_are_nothing()
    {
        Put("done/2026-01-01/a.tif", "failed/2026-01-01/b.tif", ".hidden.tif", "Thumbs.db", ".upload-1.part");
        Assert.Empty(InboxScan.Of(_folder.Path));
    }

    [Fact]
    public void Links_are_named_and_never_followed()
    {
        Put("box/a.tif");
        File.CreateSymbolicLink(_folder.File("out.tif"), "/etc/hostname");
        File.CreateSymbolicLink(_folder.File("gone.tif"), "/no/such/file");
        Directory.CreateSymbolicLink(_folder.File("round"), _folder.Path);
        File.CreateSymbolicLink(_folder.File("box/etc"), "/etc");
        Assert.Equal("""
            box [box] box/a.tif link etc
            gone.tif [gone.tif]  link gone.tif
            out.tif [out.tif]  link out.tif
            round [round]  link round
            """.Replace("link etc", "link box/etc", StringComparison.Ordinal), Told());
    }
}
