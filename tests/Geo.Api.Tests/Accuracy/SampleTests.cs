using System.Globalization;
using System.Net;
using System.Text.Json;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Api.Tests.Accuracy;

/// <summary>A server of its own: labels are written. Two strata of 400 and 600 pixels of 100 m²: 4 places mapped stockpile, 6 mapped steppe.</summary>
public sealed class SampleTests : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Bearer = ("Authorization", "Bearer " + ServedWorkspace.Token);
    private readonly ServedWorkspace _served;
    private readonly string _survey = $"S{Guid.NewGuid():N}";

    public SampleTests(ServedWorkspace served)
    {
        _served = served;
        served.Store.Write("test", null, null, writer => writer.Put("surveys", [new Feature(_survey, null, new Dictionary<string, object?> { ["threshold"] = 0.5 })]));
        new AccuracySample
        {
            SurveyId = _survey,
            Options = new DrawOptions(10, 3),
            Threshold = 0.5,
            PixelAreaM2 = 100,
            Classes = ["stockpile", "steppe"],
            Strata = [new SampleStratum("stockpile", 400, 4), new SampleStratum("steppe", 600, 6)],
            Places = [.. Enumerable.Range(1, 10).Select(n => new SamplePlace
            {
                Number = n,
                Col = n,
                Row = n,
                Longitude = 110 + 0.001 * n,
                Latitude = 40.5,
                Stratum = n <= 4 ? "stockpile" : "steppe",
                MapClass = n <= 4 ? "stockpile" : "steppe",
                InclusionProbability = 0.01,
            })],
        }.Save(SampleShelf.PathOf(served.Store.Workspace, _survey));
    }

    [Fact]
    public async Task Each_interpreter_sees_the_own_labels_only_and_never_the_map()
    {
        await Label(1, "1", "stockpile");
        await Label(1, "2", "bare_rock");
        var first = await _served.Json($"/surveys/{_survey}/sample?interpreter=1");
        var second = await _served.Json($"/surveys/{_survey}/sample?interpreter=2");
        Assert.Equal("stockpile", first.GetProperty("places")[0].GetProperty("label").GetString());
        Assert.Equal("bare_rock", second.GetProperty("places")[0].GetProperty("label").GetString());
        string[] members = ["number", "longitude", "latitude", "label", "label_1", "label_2"];
        Assert.All(first.GetProperty("places").EnumerateArray(), place =>
        {
            Assert.Equal(members, place.EnumerateObject().Select(p => p.Name));
            Assert.Equal(JsonValueKind.Null, place.GetProperty("label_2").ValueKind);
        });
        var agreed = await _served.Json($"/surveys/{_survey}/sample?interpreter=agreed");
        var open = Assert.Single(agreed.GetProperty("places").EnumerateArray());
        Assert.Equal(("stockpile", "bare_rock"), (open.GetProperty("label_1").GetString(), open.GetProperty("label_2").GetString()));
        Assert.Contains((await _served.Json("/samples")).EnumerateArray(), s => s.GetProperty("survey_id").GetString() == _survey && s.GetProperty("open").GetInt32() == 1);
    }

    [Fact]
    public async Task Labels_given_at_the_same_time_are_all_kept()
    {
        var puts = Enumerable.Range(1, 10).SelectMany(n => new[] { Label(n, "1", "steppe"), Label(n, "2", "water") });
        await Task.WhenAll(puts);
        var sample = SampleShelf.Load(_served.Store, _survey);
        Assert.All(sample.Places, place => Assert.Equal(("steppe", "water"), (place.Label1, place.Label2)));
    }

    [Fact]
    public async Task What_is_missing_is_said_until_two_people_have_settled_then_areas_come()
    {
        for (int n = 1; n <= 10; n++)
        {
            // The map is right but at 4, which both call steppe; they differ at 5.
            await Label(n, "1", n <= 3 ? "stockpile" : "steppe");
            await Label(n, "2", n <= 3 ? "stockpile" : n == 5 ? "water" : "steppe");
        }

        var open = await _served.Json($"/surveys/{_survey}/accuracy");
        Assert.Equal(JsonValueKind.Null, open.GetProperty("estimate").ValueKind);
        Assert.Equal("label_agreed", open.GetProperty("missing").GetProperty("field").GetString());
        await Label(5, "agreed", "steppe");

        var told = await _served.Json($"/surveys/{_survey}/accuracy?interpreter=agreed");
        var estimate = told.GetProperty("estimate");
        // Weights 0.4 and 0.6; 3 of 4 and 6 of 6 are right: 0.4 · 0.75 + 0.6.
        Assert.Equal(0.9, estimate.GetProperty("overall_accuracy").GetProperty("value").GetDouble(), 1e-12);
        var stockpile = estimate.GetProperty("classes").GetProperty("stockpile");
        Assert.Equal(0.75, stockpile.GetProperty("users_accuracy").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(30_000, stockpile.GetProperty("area_m2").GetProperty("value").GetDouble(), 1e-6); // 0.3 of 1,000 pixels of 100 m²
        Assert.Equal((4, 3), (stockpile.GetProperty("mapped").GetInt32(), stockpile.GetProperty("reference").GetInt32()));
        Assert.Equal(100_000, told.GetProperty("area_m2").GetDouble());
        var exact = estimate.GetProperty("warnings").EnumerateArray().First(w => w.GetProperty("stratum").GetString() == "steppe");
        Assert.Equal(1 - Math.Pow(0.025, 1 / 6.0), exact.GetProperty("upper_error").GetDouble(), 1e-9); // Clopper–Pearson without an error

        string csv = await _served.Client.GetStringAsync($"/surveys/{_survey}/sample.csv");
        Assert.Contains("inclusion_probability", csv, StringComparison.Ordinal);
        Assert.Equal(11, csv.TrimEnd().Split('\n').Length);
        var points = await _served.Json($"/surveys/{_survey}/sample.geojson");
        Assert.Equal("steppe", points.GetProperty("features")[4].GetProperty("properties").GetProperty("label_agreed").GetString());
        // The file goes when its last byte is sent, which the client may see first.
        for (int tries = 0; tries < 100 && Directory.EnumerateFiles(_served.Store.Workspace.Temporary, "sample-*").Any(); tries++) await Task.Delay(50);
        Assert.Empty(Directory.EnumerateFiles(_served.Store.Workspace.Temporary, "sample-*"));
    }

    [Theory]
    [InlineData(1, """{"interpreter":"1","label":"moon"}""", 400), InlineData(1, """{"interpreter":"3","label":"water"}""", 400), InlineData(1, "null", 400)]
    [InlineData(99, """{"interpreter":"1","label":"water"}""", 404), InlineData(2, """{"interpreter":"agreed","label":"water"}""", 400)]
    public async Task What_is_no_label_is_refused(int number, string body, int status)
    {
        using var answer = await _served.Send(HttpMethod.Put, $"/surveys/{_survey}/sample/places/{number}", body, Bearer);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(SampleShelf.Load(_served.Store, _survey).Places, place => Assert.Null(place.Label1 ?? place.LabelAgreed));
    }

    [Fact]
    public async Task Labels_need_the_token_and_a_survey_that_is_there()
    {
        using var answer = await _served.Send(HttpMethod.Put, $"/surveys/{_survey}/sample/places/1", """{"interpreter":"1","label":"water"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await _served.Problem("/surveys/none/sample", 404);
        await _served.Problem("/surveys/none/sample.csv", 404);
        await _served.Problem($"/surveys/{_survey}/sample?interpreter=both", 400);
    }

    private async Task Label(int number, string interpreter, string label)
    {
        using var answer = await _served.Send(HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"/surveys/{_survey}/sample/places/{number}"),
            $$"""{"interpreter":"{{interpreter}}","label":"{{label}}"}""", Bearer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
