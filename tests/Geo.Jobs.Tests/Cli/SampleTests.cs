using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Cli;

/// <summary>An accuracy sample of a real scene, out and in as interpreters handle it.</summary>
public sealed class SampleTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_sample_goes_out_comes_back_with_two_interpreters_and_is_assessed()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        string survey = SurveyedTown.In(geowfc, _folder, output);
        string drawn = _folder.File("drawn.gpkg");

        Geowfc.Answer refused = geowfc.Run("assess", "--survey", survey);
        Assert.Contains("sample draw", refused.Errors, StringComparison.Ordinal);
        JsonElement draw = geowfc.Done("sample", "draw", "--survey", survey, "--count", "120", "--seed", "7", drawn, "--json").Json;
        output.WriteLine(draw.GetRawText());
        Assert.Equal(120, draw.GetProperty("places").GetInt32());
        Assert.Contains("doubtful", draw.GetProperty("strata").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        geowfc.Done("sample", "draw", "--survey", survey, "--count", "120", "--seed", "7", _folder.File("again.csv"));
        var rows = VectorFile.Read(drawn).Features;
        Assert.Equal(rows.Select(Key), VectorFile.Read(_folder.File("again.csv")).Features.Select(Key));

        // The first interpreter says what the map says; the second differs in row 1; row 2 holds no class.
        string second = rows.Select(Map).First(name => name != Map(rows[0]));
        string labelled = Write("labelled.csv", rows, i => (Map(rows[i]), i == 0 ? second : i == 1 ? "nonsense" : Map(rows[i]), null));
        Geowfc.Answer import = geowfc.Run("sample", "import", labelled, "--json");
        Assert.Equal(1, import.Code);
        Assert.Equal((119, 1), (import.Json.GetProperty("taken").GetInt32(), import.Json.GetProperty("refused").GetInt32()));
        JsonElement bad = import.Json.GetProperty("rows")[1];
        Assert.Equal((2, "refused"), (bad.GetProperty("row").GetInt32(), bad.GetProperty("state").GetString()));
        Assert.StartsWith("label_2: 'nonsense'", bad.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(118, import.Json.GetProperty("agreement").GetProperty("same").GetInt32());
        Assert.Equal(1, import.Json.GetProperty("agreement").GetProperty("disagreements").GetArrayLength());

        // Nothing is merged silently: agreed labels are wanting until the two have settled.
        Assert.Contains("label_agreed", geowfc.Run("assess", "--survey", survey).Errors, StringComparison.Ordinal);
        Assert.Equal(1, geowfc.Done("assess", "--survey", survey, "--interpreter", "1", "--json").Json.GetProperty("overall_accuracy").GetDouble());
        string settled = Write("settled.geojson", rows, i => (Map(rows[i]), i == 0 ? second : Map(rows[i]), i == 0 ? second : null));
        Assert.Equal(2, geowfc.Done("sample", "import", settled, "--json").Json.GetProperty("taken").GetInt32());
        JsonElement assessed = geowfc.Done("assess", "--survey", survey, "--json").Json;
        output.WriteLine(assessed.GetRawText());
        JsonElement overall = assessed.GetProperty("sample").GetProperty("overall_accuracy");
        double weight = 1 / Convert.ToDouble(rows[0].Attributes["inclusion_probability"]) / rows.Sum(r => 1 / Convert.ToDouble(r.Attributes["inclusion_probability"]));
        Assert.Equal(1 - weight, overall.GetProperty("value").GetDouble(), 1e-9);
        Assert.True(overall.GetProperty("lower").GetDouble() < overall.GetProperty("value").GetDouble());

        Assert.Contains("labels already", geowfc.Run("sample", "draw", "--survey", survey, "--count", "60", drawn).Errors, StringComparison.Ordinal);
    }

    private string Write(string name, IReadOnlyList<VectorFeature> rows, Func<int, (string? One, string? Two, string? Agreed)> labels)
    {
        VectorFeature[] labelled = [.. rows.Select((row, i) => row with
        {
            Attributes = new Dictionary<string, object?>(row.Attributes) { ["label_1"] = labels(i).One, ["label_2"] = labels(i).Two, ["label_agreed"] = labels(i).Agreed },
        })];
        VectorFile.Write(_folder.File(name), "sample", WellKnown.Crs84, OgrFields.Of([.. labelled.Select(row => row.Attributes)]), labelled);
        return _folder.File(name);
    }

    private static string Map(VectorFeature row) => row.Attributes["map_class"]!.ToString()!;

    private static string Key(VectorFeature row) => $"{row.Attributes["number"]} {row.Attributes["stratum"]} {Map(row)}";
}
