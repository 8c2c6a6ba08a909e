using System.Text;
using Geo.Core.Sites;
using Geo.Core.Tests.Sites.Corpus;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Sites;

/// <summary>Registers in the forms in which bureaus keep them; the expected places are worked by hand (59′ = 59/60 of a degree).</summary>
public sealed class RegisterFormTests
{
    private static RegisterReading Read(string name, byte[] bytes, RegisterOptions? options = null, string kind = "mine-sites")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), bytes);
        return RegisterReader.Read(kind, folder.File(name), options ?? RegisterOptions.Default);
    }

    private static void At(double lon, double lat, RegisterRow row)
    {
        Assert.True(row.Taken, string.Join("; ", row.Reasons.Select(r => r.En)));
        var point = Assert.IsType<Point>(row.Entry!.Geometry);
        Assert.Equal(lon, point.X, 1e-9);
        Assert.Equal(lat, point.Y, 1e-9);
    }

    private static readonly object?[][] s_clerk =
    [
        ["东河区历史遗留矿山台账", null, null, null, null, null, null],
        ["填报单位：区自然资源分局", null, null, null, null, "2024年3月", null],
        ["序号", "编号", "矿山名称", "所在镇", "面积", "位置", null],
        [null, null, null, null, "（亩）", "东经", "北纬"],
        [1d, "DH001", "石灰窑采坑", "河东镇", 15d, "110°02′10.5″", "40°35′20″"],
        [2d, "DH002", "白灰矿", null, "1,200", "110.12", 40.58],
        [],
        [3d, "DH003", "砖厂", "沙尔沁镇", "３０亩", "１１０°６′", "40 33 0"],
        ["合计", null, null, null, 1245d, null, null],
        ["注：坐标为 CGCS2000", null, null, null, null, null, null],
    ];

    private static readonly string[] s_merges = ["A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "F3:G3", "D5:D6", "A10:G10"];

    [Fact]
    public void A_clerks_workbook_with_titles_two_heads_merges_totals_and_notes_is_read()
    {
        var reading = Read("台账.xlsx", new XlsxFile().With("矿山", s_clerk, s_merges).With("说明", [["本表用于登记"]]).Bytes());
        Assert.Equal((3, "矿山"), (reading.HeadLine!.Value, reading.Layer));
        Assert.Equal([5, 6, 8], reading.Rows.Select(r => r.Line!.Value));
        At(110 + 2 / 60.0 + 10.5 / 3600, 40 + 35 / 60.0 + 20 / 3600.0, reading.Rows[0]);
        At(110.12, 40.58, reading.Rows[1]);
        At(110.1, 40.55, reading.Rows[2]);
        var mines = reading.Rows.Select(r => (MineSite)r.Entry!).ToArray();
        Assert.Equal(["河东镇", "河东镇", "沙尔沁镇"], mines.Select(m => m.Town!));
        // 15 mu are a hectare.
        Assert.Equal([10_000, 800_000, 20_000], mines.Select(m => Math.Round(m.ListedArea!.Value.Value, 6)));
        Assert.Equal(["row 9 is a total and was left out", "row 10 is a note and was left out"], reading.Remarks.Select(r => r.En));
        Assert.Contains("第 9 行是合计行，未导入", reading.Remarks.Select(r => r.Zh));
    }

    [Theory]
    [InlineData("old.xls")]
    [InlineData("renamed.xlsx")]
    public void A_workbook_of_excel_97_is_read_whatever_its_ending(string name)
    {
        var reading = Read(name, XlsFile.Of("矿山", s_clerk, (0, 0, 0, 6), (2, 3, 0, 0), (2, 3, 1, 1), (2, 3, 2, 2), (2, 3, 3, 3), (2, 2, 5, 6), (4, 5, 3, 3)));
        Assert.Equal(["DH001", "DH002", "DH003"], reading.Rows.Select(r => r.Entry!.Code));
        Assert.Equal("河东镇", ((MineSite)reading.Rows[1].Entry!).Town);
        At(110.12, 40.58, reading.Rows[1]);
    }

    public static TheoryData<string, byte[]> Encodings()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string comma = "编号,名称,经度,纬度\r\nM1,\"甲,乙\",110.2,40.55\r\n";
        string tab = comma.Replace("\"甲,乙\"", "甲乙", StringComparison.Ordinal).Replace(',', '\t'), semicolon = tab.Replace('\t', ';');
        return new TheoryData<string, byte[]>
        {
            { "utf8.csv", Encoding.UTF8.GetBytes(comma) },
            { "bom.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(comma)] },
            { "gbk.csv", Encoding.GetEncoding("GB18030").GetBytes(comma) },
            { "utf16.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(tab)] },
            { "utf16be.txt", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(tab)] },
            { "tab.txt", Encoding.UTF8.GetBytes(tab) },
            { "semicolon.csv", Encoding.GetEncoding("GB18030").GetBytes(semicolon) },
            { "sep.csv", Encoding.UTF8.GetBytes("sep=;\r\n" + semicolon) },
            { "mac.csv", Encoding.UTF8.GetBytes(semicolon.Replace("\r\n", "\r", StringComparison.Ordinal)) },
            { "named.xls", Encoding.UTF8.GetBytes(tab) },
        };
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_table_is_read_in_any_of_its_encodings_and_separators(string name, byte[] bytes)
    {
        var row = Assert.Single(Read(name, bytes).Rows);
        At(110.2, 40.55, row);
        Assert.Contains("甲", row.Entry!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_that_excel_counts_keep_their_zeros_where_the_format_has_them()
    {
        var reading = Read("c.xlsx", XlsxFile.Of(["编号", "计划年度", "经度", "纬度"], [new XlsxFile.Padded(7), new DateOnly(2026, 5, 1), 110.2, 40.55], [12d, 2027d, 110.2, 40.55]).Bytes());
        Assert.Equal(["007", "12"], reading.Rows.Select(r => r.Entry!.Code));
        Assert.Equal([2026, 2027], reading.Rows.Select(r => ((MineSite)r.Entry!).PlannedYear!.Value));
        Assert.Empty(reading.Remarks);
        var numbers = Read("n.xlsx", XlsxFile.Of(["编号", "名称", "经度", "纬度"], [12d, "甲", 110.2, 40.55]).Bytes());
        Assert.Contains("zeros in front may be lost", Assert.Single(numbers.Remarks).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("面积（公顷）", "1.5", 15_000)]
    [InlineData("占地面积(km2)", "0.02", 20_000)]
    [InlineData("面积", "2公顷", 20_000)]
    [InlineData("面积（亩）", "2公顷", 20_000)]
    [InlineData("面积", "12,345.5", 12_345.5)]
    [InlineData("面积", "１２３㎡", 123)]
    [InlineData("面积m²", "3万平方米", 30_000)]
    public void Areas_come_in_the_unit_of_the_cell_or_else_of_the_head(string head, string cell, double m2)
    {
        var row = Assert.Single(Read("a.csv", DamagedFile.Csv($"编号;{head};经度;纬度\nD;{cell};110.2;40.55\n"), kind: "dumps").Rows);
        Assert.Equal(m2, ((DumpSite)row.Entry!).ListedArea!.Value.Value, 1e-6);
    }

    [Fact]
    public void A_shapefile_in_a_zip_of_chinese_names_is_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var shape = DamagedFile.Shapefile(name: "河东镇采坑");
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create, true, Encoding.GetEncoding("GB18030")))
        {
            foreach (var (extension, bytes) in shape)
            {
                using var member = zip.CreateEntry($"矿山\\图斑{extension.ToUpperInvariant()}").Open();
                member.Write(bytes);
            }
        }

        var row = Assert.Single(Read("矿山.zip", memory.ToArray()).Rows);
        Assert.Equal(("M1", "河东镇采坑"), (row.Entry!.Code, row.Entry.Name));
        Assert.Null(row.Line);
    }

    [Fact]
    public void A_kmz_is_read_with_its_names_as_codes()
    {
        byte[] kml = DamagedFile.Csv("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>d</name><Placemark><name>M9</name><Point><coordinates>110.2,40.55,1020</coordinates></Point></Placemark></Document></kml>");
        var row = Assert.Single(Read("m.kmz", DamagedFile.Zip(("doc.kml", kml)), new RegisterOptions { Map = new Dictionary<string, string> { ["code"] = "Name" } }).Rows);
        Assert.Equal("M9", row.Entry!.Code);
        At(110.2, 40.55, row);
    }

    [Theory]
    [InlineData("坐标", "110.2,40.55")]
    [InlineData("经纬度", "北纬40°33′，东经110°12′")]
    [InlineData("中心坐标", "E110°12′N40°33′")]
    [InlineData("经纬度", "40.55 110.2")]
    public void One_column_may_hold_both_coordinates(string head, string cell) =>
        At(110.2, 40.55, Assert.Single(Read("p.csv", DamagedFile.Csv($"编号;{head}\nM;{cell}\n")).Rows));

    [Fact]
    public void Corners_in_one_cell_make_the_outline()
    {
        var row = Assert.Single(Read("p.csv", DamagedFile.Csv("编号\t拐点坐标\nM\t110.2,40.55;110.201,40.55;110.201,40.551;110.2,40.551\n")).Rows);
        Assert.Equal("MULTIPOLYGON (((110.2 40.55, 110.201 40.55, 110.201 40.551, 110.2 40.551, 110.2 40.55)))", row.Entry!.Geometry.AsText());
    }

    [Fact]
    public void Metres_written_as_surveyors_do_land_in_place_once_their_system_is_said()
    {
        // echo "40.55 110.2" | cs2cs -f %.3f EPSG:4490 EPSG:4546 -> 4490908.556 432235.817
        byte[] table = DamagedFile.Csv("编号,X坐标,Y坐标\nM1,4490908.556,432235.817\n");
        var reading = Read("x.csv", table, new RegisterOptions { SourceCrs = "EPSG:4546" });
        var point = (Point)reading.Rows[0].Entry!.Geometry;
        Assert.Equal(110.2, point.X, 1e-7);
        Assert.Equal(40.55, point.Y, 1e-7);
        Assert.Equal("column 'X坐标' holds northings and 'Y坐标' eastings, as surveyors write; they were read so", Assert.Single(reading.Remarks).En);
        Assert.Null(reading.Guess);
        Assert.All(Read("x.csv", table).Rows, r => Assert.Contains("--source-crs", r.Reasons[0].En, StringComparison.Ordinal));
    }

    [Fact]
    public void An_old_datum_is_moved_by_the_parameters_that_the_person_brings_and_by_no_others()
    {
        // cs2cs -f %.7f +proj=tmerc +lat_0=0 +lon_0=111 +k=1 +x_0=500000 +y_0=0 +a=6378140 +rf=298.257 +towgs84=24,-123,-94 +units=m +to EPSG:4326 <<< "432229 4491000" -> 40.5508849 110.2001458
        var row = Assert.Single(Read("x.csv", DamagedFile.Csv("编号,X,Y\nM1,432229,4491000\n"), new RegisterOptions { SourceCrs = "EPSG:2382+towgs84=24,-123,-94" }).Rows);
        var point = (Point)row.Entry!.Geometry;
        Assert.Equal(110.2001458, point.X, 1e-7);
        Assert.Equal(40.5508849, point.Y, 1e-7);
    }

    [Fact]
    public void A_place_far_off_the_district_is_told_and_kept_where_its_degrees_are_its_own()
    {
        var row = Assert.Single(Read("far.csv", DamagedFile.Csv("编号,经度,纬度\nM1,101.2,40.55\n"), new RegisterOptions { District = DamagedPlaces.Donghe }).Rows);
        Assert.True(row.Taken);
        Assert.Contains(row.Reasons, r => r.En.Contains("km off the district", StringComparison.Ordinal));
    }
}
