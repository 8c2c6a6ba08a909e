using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tests.Sites.Corpus;
using Geo.Core.Tests.Store;
using Geo.Testing;

namespace Geo.Core.Tests.Sites;

/// <summary>A register that comes again: what changed is told, nothing is lost.</summary>
public sealed class RegisterAgainTests
{
    private static ImportReport Import(StoreFixture f, string text, bool dry = false)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("r.csv"), text);
        var reading = RegisterReader.Read("dumps", folder.File("r.csv"), RegisterOptions.Default);
        ImportReport? report = null;
        f.Store.Write("clerk", null, null, w =>
        {
            report = RegisterImport.Apply(w, reading, "clerk", f.Clock.Now);
            if (dry) w.Discard();
        });
        return report!;
    }

    private const string Square = "\"POLYGON ((110 40.5, 110.001 40.5, 110.001 40.501, 110 40.501, 110 40.5))\"", Moved = "\"POLYGON ((110.002 40.5, 110.003 40.5, 110.003 40.501, 110.002 40.501, 110.002 40.5))\"";

    [Fact]
    public void A_changed_row_tells_each_field_from_what_to_what()
    {
        using var f = new StoreFixture();
        Import(f, $"编号,名称,所在镇,堆存量（吨）,wkt\nD1,甲,河东镇,1200,{Square}\nD2,乙,,,{Square}\n");
        f.Clock.Now += TimeSpan.FromDays(1);
        var report = Import(f, $"编号,名称,堆存量（万吨）,wkt\nD1,甲二,12,{Moved}\nD2,乙,,{Square}\nD3,丙,,{Square}\n");
        Assert.Equal(["changed", "same", "taken"], report.Rows.Select(r => r.State));
        var changes = report.Rows[0].Changes.ToDictionary(c => c.Field, c => (c.Before, c.After));
        Assert.Equal(("甲", "甲二"), changes["name"]);
        Assert.Equal(("1200", "120000"), changes["estimated_tonnes"]);
        // From 100,000 t on it is bulk waste.
        Assert.Contains("large_bulk", changes.Keys);
        Assert.StartsWith("110.000500, 40.500500", changes["geometry"].Before, StringComparison.Ordinal);
        Assert.StartsWith("110.002500, 40.500500", changes["geometry"].After, StringComparison.Ordinal);
        Assert.DoesNotContain("town", changes.Keys);
        Assert.Empty(report.Rows[1].Changes);
        Assert.Equal("河东镇", f.Store.Layer("dumps").Get("D1").Properties["town"]);
        Assert.Equal(["甲", "甲二"], f.Store.Layer("dumps").Versions("D1").Select(v => (string)v.Feature.Properties["name"]!));
    }

    [Fact]
    public void A_row_that_the_new_file_lacks_is_told_and_stays()
    {
        using var f = new StoreFixture();
        Import(f, $"编号,名称,wkt\nD1,甲,{Square}\nD2,乙,{Square}\nD3,丙,{Square}\n");
        // A refused row is not missing: the file does name it.
        var report = Import(f, $"编号,名称,wkt\nD1,甲,{Square}\nD3,丙,\n");
        Assert.Equal(["D2"], report.Missing);
        Assert.Equal("refused", report.Rows[1].State);
        Assert.Equal(3, f.Store.Layer("dumps").Count());
    }

    [Fact]
    public void A_file_without_names_leaves_the_names_that_are_known()
    {
        using var f = new StoreFixture();
        Import(f, $"编号,名称,wkt\nD1,甲,{Square}\n");
        Assert.Equal("same", Assert.Single(Import(f, $"编号,wkt\nD1,{Square}\n").Rows).State);
        Assert.Equal("甲", f.Store.Layer("dumps").Get("D1").Properties["name"]);
    }

    [Fact]
    public void A_dry_run_tells_the_same_and_writes_nothing()
    {
        using var f = new StoreFixture();
        long before = f.Store.Revision;
        var report = Import(f, $"编号,名称,wkt\nD1,甲,{Square}\n", dry: true);
        Assert.Equal("taken", Assert.Single(report.Rows).State);
        Assert.Equal((before, 0), (f.Store.Revision, f.Store.Layer("dumps").Count()));
    }

    [Fact]
    public void The_district_is_known_by_its_towns_or_else_by_what_lies_in_it()
    {
        using var f = new StoreFixture();
        Assert.Null(DistrictBounds.Of(f.Store, "dumps"));
        Import(f, $"编号,名称,wkt\nD1,甲,{Square}\n");
        var bounds = DistrictBounds.Of(f.Store, "dumps")!;
        Assert.Equal((110, 110.001, 40.5, 40.501), (bounds.MinX, bounds.MaxX, bounds.MinY, bounds.MaxY));
        Assert.True(DamagedPlaces.Donghe.Contains(bounds));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_workbook_of_ten_thousand_rows_is_read_in_seconds()
    {
        object?[][] rows = [["编号", "名称", "所在镇", "占地面积（亩）", "经度", "纬度"], .. Enumerable.Range(0, 10_000).Select(i => (object?[])[$"D{i:00000}", $"堆场 {i}", "河东镇", 1.5 + i % 40, 110.0 + i % 100 * 0.004, "40°33′12.5″"])];
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("big.xlsx"), XlsxFile.Of(rows).Bytes());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var reading = RegisterReader.Read("dumps", folder.File("big.xlsx"), RegisterOptions.Default);
        Assert.Equal(10_000, reading.Rows.Count(r => r.Taken));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }
}
