using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class ExportFilterTests : IDisposable
{
    private const string Pits = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"M-1","name":"一号坑"},"geometry":{"type":"Polygon","coordinates":[[[110.10,40.58],[110.11,40.58],[110.11,40.59],[110.10,40.59],[110.10,40.58]]]}},
        {"type":"Feature","properties":{"code":"M-2","name":"二号坑"},"geometry":{"type":"Polygon","coordinates":[[[110.20,40.58],[110.21,40.58],[110.21,40.59],[110.20,40.59],[110.20,40.58]]]}}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Geowfc _geowfc;

    public ExportFilterTests()
    {
        _geowfc = new Geowfc(_folder.File("workspace"));
        File.WriteAllText(_folder.File("pits.geojson"), Pits);
        _geowfc.Done("init");
        _geowfc.Done("import", "mine-sites", _folder.File("pits.geojson"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_the_rows_that_the_filter_selects_are_written()
    {
        string file = _folder.File("out.geojson");
        Assert.Equal(1, _geowfc.Done("export", "mine-sites", file, "--filter", "S_INTERSECTS(geometry, POINT(110.205 40.585)) AND name LIKE '%坑'", "--json").Json.GetProperty("count").GetInt32());
        Assert.Contains("二号坑", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.DoesNotContain("一号坑", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(0, _geowfc.Done("export", "mine-sites", _folder.File("old.geojson"), "--filter", "code = 'M-1'", "--datetime", "2001-01-01", "--json").Json.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("colour = 'red'", "colour"), InlineData("name = ", "at character 8"), InlineData("area_m2 = 'x'", "area_m2")]
    public void A_filter_that_cannot_be_read_is_one_line_and_writes_nothing(string filter, string said)
    {
        string file = _folder.File("none.geojson");
        Geowfc.Answer answer = _geowfc.Run("export", "mine-sites", file, "--filter", filter);
        Assert.Equal(1, answer.Code);
        Assert.Single(answer.Errors.Trim().Split('\n'));
        Assert.Contains("--filter", answer.Errors, StringComparison.Ordinal);
        Assert.Contains(said, answer.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }
}
