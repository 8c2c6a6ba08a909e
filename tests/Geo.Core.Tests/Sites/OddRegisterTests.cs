using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Geo.Core.Sites;
using Geo.Core.Tests.Sites.Corpus;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Core.Tests.Sites;

/// <summary>What a second reading found: registers that hung, ended the program, were read in a wrong unit or 100 m off, or lost their names.</summary>
public sealed class OddRegisterTests : IDisposable
{
    private const string Head = "编号,名称,经度,纬度\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RegisterReading Read(string name, byte[] bytes, RegisterOptions? options = null, string kind = "dumps")
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return RegisterReader.Read(kind, _folder.File(name), options ?? RegisterOptions.Default);
    }

    private RegisterReading Csv(string text, RegisterOptions? options = null, string kind = "dumps") => Read("a.csv", Encoding.UTF8.GetBytes(text), options, kind);

    private static string Why(RegisterRow row) => string.Join("; ", row.Reasons.Select(r => r.En));

    [Fact]
    public void A_cell_of_a_million_quotation_marks_takes_no_minutes()
    {
        var watch = Stopwatch.StartNew();
        var reading = Csv(Head + "A1,x" + new string('"', 1_000_000) + ",110.1,40.5\n");
        Assert.True(reading.Rows.Single().Taken);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_wkt_nested_without_end_refuses_its_row_and_not_the_program()
    {
        string deep = string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION(", 50_000)) + "POINT(110 40.5)" + new string(')', 50_000);
        var reading = Csv($"编号,名称,wkt\nA1,x,\"{deep}\"\nA2,y,POINT(110.1 40.5)\n", kind: "sensitive-areas");
        Assert.StartsWith("the geometry is no WKT: 'GEOMETRYCOLLECTION(", Why(reading.Rows[0]), StringComparison.Ordinal);
        Assert.True(reading.Rows[1].Taken);
    }

    [Fact]
    public void Merges_that_lie_over_each_other_are_no_workbook()
    {
        object?[][] rows = [["编号", "名称", "经度", "纬度"], .. Enumerable.Range(0, 3000).Select(i => new object?[] { $"A{i}", "甲", 110.1, 40.5 })];
        string[] merges = [.. Enumerable.Range(2, 2990).Select(i => string.Create(CultureInfo.InvariantCulture, $"A{i}:SF3001"))];
        var watch = Stopwatch.StartNew();
        var refused = Assert.Throws<InputException>(() => Read("a.xlsx", new XlsxFile().With("台账", rows, merges).Bytes()));
        Assert.Contains("the workbook is damaged", refused.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    // Digits of other scripts are digits to a regular expression of .NET and to no parser of numbers.
    [Theory]
    [InlineData("١١٠.١", "40.5", "2024", "'١١٠.١' is no coordinate")]
    [InlineData("११० ६", "40.5", "2024", "'११० ६' is no coordinate")]
    [InlineData("110.1", "40.5", "20२०", "planned_year: '20२०' is not a year")]
    public void Digits_of_other_scripts_refuse_their_row(string lon, string lat, string year, string why) =>
        Assert.StartsWith(why, Why(Csv($"编号,名称,经度,纬度,计划年度\nM1,甲,{lon},{lat},{year}\n", kind: "mine-sites").Rows.Single()), StringComparison.Ordinal);

    [Fact]
    public void A_row_of_signs_that_cannot_be_seen_is_no_row() =>
        Assert.Equal(["A1"], Csv(Head + "A1,甲,110.1,40.5\n\u200b\u3000\u200b,,,\n\ufeff,\u00a0,,\n").Rows.Select(r => r.Code));

    [Fact]
    public void A_code_with_a_line_break_or_longer_than_an_address_is_refused()
    {
        var rows = Csv(Head + $"\"A\n1\",甲,110.1,40.5\n{new string('L', 101)},乙,110.1,40.5\n{new string('L', 100)},丙,110.1,40.5\n..,丁,110.1,40.5\n").Rows;
        Assert.Equal([false, false, true, false], rows.Select(r => r.Taken));
        Assert.Contains("a line break", Why(rows[0]), StringComparison.Ordinal);
    }

    // cs2cs -f %.3f EPSG:4490 EPSG:4546 <<< "40.55 110.2" -> 4490908.556 432235.817 (see CrsGuessTests)
    [Fact]
    public void Corners_with_the_northing_first_as_surveyors_write_them_are_turned()
    {
        const string text = "编号,名称,界址点坐标\nA1,甲,\"4490908.556,37432235.817;4491008.556,37432235.817;4491008.556,37432335.817;4490908.556,37432335.817\"\n";
        Assert.Equal("EPSG:4525", Csv(text, new RegisterOptions { District = DamagedPlaces.Donghe }).Guess!.Candidates[0].Crs);
        var reading = Csv(text, new RegisterOptions { SourceCrs = "EPSG:4525" });
        var outline = Assert.IsType<MultiPolygon>(reading.Rows.Single().Entry!.Geometry);
        Assert.Contains(outline.Coordinates, c => Math.Abs(c.X - 110.2) < 1e-7 && Math.Abs(c.Y - 40.55) < 1e-7);
        Assert.Equal(10_000, ((DumpSite)reading.Rows[0].Entry!).Area!.Value.Value, 5.0);
        Assert.Contains("column '界址点坐标' holds the northing before the easting, as surveyors write; it was read so", reading.Remarks.Select(r => r.En));
    }

    [Theory]
    [InlineData("单位：公顷", "面积", 2.5, 25_000)]
    [InlineData("（单位：万吨、公顷）", "面积", 2.5, 25_000)]
    [InlineData("计量单位: 亩", "占地面积", 15, 10_000)]
    [InlineData("填报单位：公顷局", "面积", 2.5, 2.5)]
    [InlineData("单位：公顷", "面积（亩）", 15, 10_000)]
    [InlineData("单位：公顷", "面积平方米", 15, 15)]
    [InlineData("单位：公顷、亩", "面积", 15, 15)]
    public void A_unit_that_stands_above_the_head_counts_where_a_column_has_none(string note, string head, double written, double squareMetres)
    {
        var reading = Read("a.xlsx", XlsxFile.Of(["东河区堆场台账"], [null, null, null, null, note], ["编号", "名称", "经度", "纬度", head], ["D1", "甲", 110.1, 40.5, written]).Bytes());
        Assert.Equal(squareMetres, ((DumpSite)reading.Rows.Single().Entry!).ListedArea!.Value.Value, 1e-6);
        bool used = squareMetres != written && !head.Contains('（', StringComparison.Ordinal);
        Assert.Equal(used, reading.Remarks.Any(r => r.Zh.Contains("表头上方注明", StringComparison.Ordinal)));
    }

    // 110°6′30″ is 110.108333…, 40°30′15″ is 40.504166…; by degrees alone the place would lie 57 km off.
    [Theory]
    [InlineData("经度(度),经度(分),经度(秒),纬度(度),纬度(分),纬度(秒)", "110,6,30,40,30,15")]
    [InlineData("经度,分,秒,纬度,分,秒", "110,6,30,40,30,15")]
    [InlineData("东经度,东经分,北纬度,北纬分", "110,6.5,40,30.25")]
    public void Degrees_minutes_and_seconds_in_columns_of_their_own_are_one_angle(string heads, string cells)
    {
        var reading = Csv($"编号,名称,{heads}\nA1,甲,{cells}\n");
        var point = Assert.IsType<Point>(reading.Rows.Single().Entry!.Geometry);
        Assert.Equal((110 + 6 / 60.0 + 30 / 3600.0, 40 + 30 / 60.0 + 15 / 3600.0), (Math.Round(point.X, 12), Math.Round(point.Y, 12)), Near);
        Assert.Contains(reading.Remarks, r => r.Zh.StartsWith("经度由“", StringComparison.Ordinal));
    }

    [Fact]
    public void Degrees_minutes_and_seconds_under_one_merged_head_are_one_angle()
    {
        object?[][] rows = [["编号", "名称", "经度", null, null, "纬度", null, null], [null, null, "度", "分", "秒", "度", "分", "秒"], ["A1", "甲", 110d, 6d, 30d, 40d, 30d, 15d]];
        var reading = Read("a.xlsx", new XlsxFile().With("台账", rows, ["A1:A2", "B1:B2", "C1:E1", "F1:H1"]).Bytes());
        var point = Assert.IsType<Point>(reading.Rows.Single().Entry!.Geometry);
        Assert.Equal((110 + 6 / 60.0 + 30 / 3600.0, 40 + 30 / 60.0 + 15 / 3600.0), (point.X, point.Y), Near);
    }

    private static bool Near((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 1e-9 && Math.Abs(a.Y - b.Y) < 1e-9;

    [Theory]
    [InlineData("矿区面积（公顷）", 10_000)]
    [InlineData("破坏土地(亩)", 666.6666666666667)]
    [InlineData("damaged_ha", 10_000)]
    [InlineData("损毁公顷", 10_000)]
    [InlineData("损毁土地", 1)]
    [InlineData("堆存（万吨）", 1)]
    public void A_column_that_a_person_names_keeps_the_unit_of_its_head(string head, double squareMetres)
    {
        var options = new RegisterOptions { Map = new Dictionary<string, string> { ["listed_area_m2"] = head } };
        Assert.Equal(squareMetres, ((MineSite)Csv($"编号,名称,经度,纬度,{head}\nM1,甲,110.1,40.5,1\n", options, "mine-sites").Rows.Single().Entry!).ListedArea!.Value.Value, 1e-9);
    }

    [Theory]
    [InlineData("utf-8", "xmlns")]
    [InlineData("GBK", "xmlns")]
    [InlineData("utf-8", "xmlns:k")]
    public void A_kml_keeps_its_Chinese_field_names(string encoding, string space)
    {
        string k = space == "xmlns" ? "" : "k:";
        string kml = $"""
            <?xml version="1.0" encoding="{encoding}"?><{k}kml {space}="http://www.opengis.net/kml/2.2"><{k}Document><{k}Folder><{k}name>一期</{k}name><{k}Placemark><{k}name>甲</{k}name>
            <{k}ExtendedData><{k}Data name="编号"><{k}value>K1</{k}value></{k}Data><{k}Data name="类别"><{k}value>尾矿库</{k}value></{k}Data><{k}Data name="占地面积（亩）"><{k}value>15</{k}value></{k}Data></{k}ExtendedData>
            <{k}Point><{k}coordinates>110.2,40.55,900</{k}coordinates></{k}Point></{k}Placemark></{k}Folder></{k}Document></{k}kml>
            """.ReplaceLineEndings("");
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var dump = Assert.IsType<DumpSite>(Read("a.kml", Encoding.GetEncoding(encoding).GetBytes(kml)).Rows.Single().Entry);
        Assert.Equal(("K1", "甲", "tailings"), (dump.Code, dump.Name, dump.WasteCategory));
        Assert.Equal(10_000, dump.ListedArea!.Value.Value, 1e-6);
    }

    // A DBF keeps ten bytes of a name: of 矿山编号 in UTF-8 three characters and a third of the fourth.
    [Fact]
    public async Task A_shapefile_in_utf8_whose_names_were_cut_within_a_character_is_no_gbk()
    {
        File.WriteAllText(_folder.File("a.geojson"), """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"矿山编号":"S1","矿山名称":"石灰窑采坑","台账面积":1200},"geometry":{"type":"Point","coordinates":[110.2,40.55]}}]}""");
        await OtherProgram.Run("ogr2ogr", "-q", "-f", "ESRI Shapefile", _folder.File("a.shp"), _folder.File("a.geojson"), "-lco", "ENCODING=UTF-8");
        File.Delete(_folder.File("a.cpg"));
        var reading = RegisterReader.Read("mine-sites", _folder.File("a.shp"), RegisterOptions.Default);
        Assert.Equal(["矿山编", "矿山名", "台账面"], reading.Header.Select(c => c.Name));
        var mine = (MineSite)reading.Rows.Single().Entry!;
        Assert.Equal(("S1", "石灰窑采坑", 1200.0), (mine.Code, mine.Name, mine.ListedArea!.Value.Value));
        Assert.Contains("列名“矿山编”被 Shapefile 截断，按“矿山编号”读取", reading.Remarks.Select(r => r.Zh));
    }

    [Fact]
    public void A_boundary_drawn_as_a_closed_line_is_an_area_and_an_open_one_is_told_what_is_wanted()
    {
        var rows = Csv("编号,wkt\nA1,\"LINESTRING (110 40, 110.001 40, 110.001 40.001, 110 40)\"\nA2,\"LINESTRING (110 40, 110.001 40, 110.001 40.001)\"\n").Rows;
        Assert.IsType<MultiPolygon>(rows[0].Entry!.Geometry);
        Assert.Equal("the outline is a closed line and was read as an area", Why(rows[0]));
        Assert.Equal("a LineString does not fit this register, which takes an area, a closed line, or one point", Why(rows[1]));
        // A river is a line however it runs.
        Assert.IsType<LineString>(Csv("名称,wkt\nA1,\"LINESTRING (110 40, 110.001 40, 110.001 40.001, 110 40)\"\n", kind: "rivers").Rows.Single().Entry!.Geometry);
    }

    [Fact]
    public void A_workbook_in_the_strict_form_is_told_by_name_and_not_called_empty()
    {
        using var given = new ZipArchive(new MemoryStream(XlsxFile.Of(["编号", "名称", "经度", "纬度"], ["A1", "甲", 110.1, 40.5]).Bytes()));
        byte[] strict = DamagedFile.Zip([.. given.Entries.Select(e =>
        {
            using var text = new StreamReader(e.Open());
            return (e.FullName, Encoding.UTF8.GetBytes(text.ReadToEnd().Replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                .Replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal)));
        })]);
        var refused = Assert.Throws<InputException>(() => Read("a.xlsx", strict));
        Assert.Contains("Strict Open XML", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GCS_Krasovsky_1940", "D_Krasovsky_1940", 6378245.0, 298.3)]
    [InlineData("GCS_user", "D_unknown", 6378140.0, 298.257)]
    [InlineData("GCS_New_Beijing", "D_New_Beijing", 6378245.0, 298.3)]
    public void A_prj_on_an_old_ellipsoid_is_not_taken_for_cgcs2000(string system, string datum, double axis, double flattening)
    {
        string prj = string.Create(CultureInfo.InvariantCulture, $"PROJCS[\"本地\",GEOGCS[\"{system}\",DATUM[\"{datum}\",SPHEROID[\"s\",{axis},{flattening}]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",37500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",111.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
        var shape = DamagedFile.Shapefile("POLYGON ((37432235.817 4490908.556, 37432335.817 4490908.556, 37432335.817 4491008.556, 37432235.817 4490908.556))");
        byte[] zip = DamagedFile.Zip(("m.shp", shape[".shp"]), ("m.shx", shape[".shx"]), ("m.dbf", shape[".dbf"]), ("m.prj", Encoding.UTF8.GetBytes(prj)));
        var refused = Assert.Throws<InputException>(() => Read("m.zip", zip, kind: "mine-sites"));
        Assert.Equal("source-crs", refused.Field);
        Assert.Contains("some 50 to 150 m off CGCS2000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("与 CGCS2000 相差约 50–150 米", refused.In("zh"), StringComparison.Ordinal);
        // With a person's word for it the file is read.
        Assert.True(Read("m.zip", zip, new RegisterOptions { SourceCrs = "EPSG:2361+towgs84=1,2,3" }, "mine-sites").Rows.Single().Taken);
    }

    [Fact]
    public void A_shapefile_whose_parts_differ_in_case_and_two_of_one_name_in_an_archive_are_found()
    {
        var shape = DamagedFile.Shapefile();
        (string, byte[])[] Parts(string shp, string other) => [(shp, shape[".shp"]), (other + ".shx", shape[".shx"]), (other + ".DBF", shape[".dbf"])];
        Assert.Equal("M1", Read("a.zip", DamagedFile.Zip(Parts("矿山A.SHP", "矿山a")), kind: "mine-sites").Rows.Single().Code);
        byte[] two = DamagedFile.Zip([.. Parts("一期/m.shp", "一期/m"), .. Parts("二期/m.shp", "二期/m")]);
        Assert.Contains("(一期/m, 二期/m)", Assert.Throws<InputException>(() => Read("b.zip", two, kind: "mine-sites")).Message, StringComparison.Ordinal);
        Assert.Equal("M1", Read("b.zip", two, new RegisterOptions { Layer = "二期/m" }, "mine-sites").Rows.Single().Code);
    }
}
