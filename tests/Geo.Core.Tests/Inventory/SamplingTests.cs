using CsCheck;
using Geo.Core.Inventory.Sampling;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Inventory;

public sealed class SamplingTests
{
    private static readonly Gen<Geometry> s_polygon = Gen.Select(Gen.Double[0.0003, 0.006].Array[5, 12], Gen.Double[109.9, 110.4]).Select((radii, lon) =>
    {
        Coordinate[] ring = [.. radii.Select((r, i) => new Coordinate(lon + r * Math.Cos(2 * Math.PI * i / radii.Length), 40.55 + r * 0.75 * Math.Sin(2 * Math.PI * i / radii.Length)))];
        return (Geometry)new Polygon(new LinearRing([.. ring, ring[0]]));
    });

    [Fact]
    public void Points_lie_inside_are_different_and_the_same_again() =>
        Gen.Select(s_polygon, Gen.Int[1, 12], Gen.Double[0, 5]).Sample((polygon, count, edge) =>
        {
            var points = BalancedPoints.In(polygon, count, edge);
            Assert.Equal(count, points.Count);
            Assert.Equal(count, points.Distinct().Count());
            Assert.All(points, point => Assert.True(polygon.Covers(point)));
            Assert.Equal(points.Select(p => p.Coordinate), BalancedPoints.In(polygon, count, edge).Select(p => p.Coordinate));
        }, iter: 25);

    // Four points of a square: the middles of its quarters; each cell of the search is a twentieth of the side.
    [Fact]
    public void Four_points_of_a_square_are_the_middles_of_its_quarters()
    {
        var points = BalancedPoints.In(Wkt("POLYGON ((110 40.5, 110.004 40.5, 110.004 40.504, 110 40.504, 110 40.5))"), 4);
        (double X, double Y)[] expected = [(110.001, 40.503), (110.003, 40.503), (110.001, 40.501), (110.003, 40.501)];
        Assert.All(expected, e => Assert.Contains(points, p => Math.Abs(p.X - e.X) < 0.0003 && Math.Abs(p.Y - e.Y) < 0.0003));
    }

    [Fact]
    public void The_number_of_points_grows_with_the_area()
    {
        int[] counts = [.. new[] { 100.0, 25_000, 60_000, 1e7 }.Select(m2 => SamplingRules.Default.PointsFor(new SquareMetres(m2)))];
        Assert.Equal([5, 5, 12, 40], counts);
    }

    [Theory]
    [InlineData("none", "tailings", "无责任主体"), InlineData("known", "unknown", "固废类别不明"), InlineData("known", null, "台账未填固废类别")]
    [InlineData("none", "unknown", "无责任主体；固废类别不明"), InlineData("known", "tailings", null), InlineData("unknown", "tailings", null)]
    public void Who_must_be_sampled(string party, string? category, string? why) =>
        Assert.Equal(why, SamplingRules.Default.ReasonFor(new Dictionary<string, object?> { ["responsible_party"] = party, ["waste_category"] = category })?.Zh);

    [Fact]
    public void A_verdict_needs_every_point_and_every_limit()
    {
        LabResult lead = new("总铅", 0.2, "mg/L", Limit: 1, LimitSource: "检测报告"), over = lead with { Value = 1.3 }, none = lead with { Limit = null };
        LabResult blind = lead with { Value = 2, Below = true };
        string Verdict(params LabResult[][] points) => Identification.Propose([.. points.Select((r, i) => new SamplePoint(i + 1, r.Length > 0 ? "reported" : "sampled", r))], SamplingRules.Default).Verdict;
        Assert.Equal("general", Verdict([lead], [lead]));
        Assert.Equal("hazardous", Verdict([lead], [over]));
        Assert.Equal("hazardous", Verdict([over], []));
        Assert.Equal("inconclusive", Verdict([lead], []));
        Assert.Equal("inconclusive", Verdict([lead], [none]));
        Assert.Equal("inconclusive", Verdict([lead], [blind]));
        Assert.Equal("inconclusive", Verdict());
        var told = Identification.Propose([new(1, "reported", [over, lead]), new(2, "dropped", [])], SamplingRules.Default);
        Assert.Equal(("hazardous", 1, 1, "总铅", "1/1 个点超过限值：总铅"), (told.Verdict, told.Points, told.ExceededPoints, Assert.Single(told.Exceeded), told.Why.Zh));
    }

    [Theory]
    [InlineData(7.0, false), InlineData(1.5, true), InlineData(13.0, true)]
    public void A_parameter_may_have_a_limit_on_either_side(double value, bool exceeded) =>
        Assert.Equal(exceeded, new LabResult("pH", value, "", Limit: 12, LimitLow: 2.5, LimitSource: "own").Exceeded);

    [Fact]
    public void Results_are_read_as_laboratories_write_them()
    {
        string[] columns = ["采样点号", "检测项目", "结果", "单位", "限值", "限值依据"];
        IReadOnlyDictionary<string, object?> Row(params object?[] cells) => columns.Zip(cells).ToDictionary(p => p.First, p => p.Second);
        var read = ResultTable.Read("r.csv", columns, [Row("１", "总铅", "＜０.０１", "mg/L", "1", "报告 2026-7"), Row(2.0, "总镉", 0.5, "mg/L", null, null)]);
        Assert.Equal(new LabResult("总铅", 0.01, "mg/L", true, 1, null, "报告 2026-7"), Assert.Single(read[1]));
        Assert.Equal(new LabResult("总镉", 0.5, "mg/L"), Assert.Single(read[2]));
        Assert.Contains("limit_source", Assert.Throws<InputException>(() => ResultTable.Read("r.csv", columns, [Row(1, "总铅", 1, "mg/L", 1, null)])).Message, StringComparison.Ordinal);
        Assert.Contains("row 1", Assert.Throws<InputException>(() => ResultTable.Read("r.csv", columns, [Row("a", "总铅", 1, "mg/L", null, null)])).Message, StringComparison.Ordinal);
        Assert.Contains("value", Assert.Throws<InputException>(() => ResultTable.Read("r.csv", ["point", "parameter", "unit"], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_district_s_own_limit_counts_where_a_result_names_none()
    {
        ParameterLimit own = new("总铅", "mg/L", 1, null, "区里决定", "2026-11-01");
        Assert.True(new LabResult("总铅", 1.2, "MG/L").WithLimitOf([own]).Exceeded);
        Assert.Null(new LabResult("总铅", 1.2, "mg/kg").WithLimitOf([own]).Exceeded);
        Assert.False(new LabResult("总铅", 1.2, "mg/L", Limit: 5, LimitSource: "报告").WithLimitOf([own]).Exceeded);
    }

    private static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);
}
