using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Cli;

public sealed class RefineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verdicts_move_the_second_stage_and_a_rollback_takes_them_back()
    {
        Geowfc geowfc = Geowfc.OnDemo(_folder.File("ws"));
        Geowfc.Answer early = geowfc.Run("refine");
        Assert.Equal(1, early.Code);
        Assert.Contains("nobody has confirmed or rejected", early.Errors, StringComparison.Ordinal);

        AssertLearnRefuses(geowfc);

        string doubts = _folder.File("doubts.geojson");
        string[] survey = ["survey", .. Scenes(geowfc).SelectMany(id => new[] { "--scene", id }), "--doubts", doubts];
        geowfc.Done(survey);
        Scored[] before = [.. Found(geowfc), .. Doubts(doubts)];
        Assert.NotEmpty(Doubts(doubts));
        Assert.True(Doubts(doubts).Zip(Doubts(doubts).Skip(1)).All(pair => pair.First.Score >= pair.Second.Score), "the likeliest come first");

        // Two of the surest are rejected, three of the likeliest doubts confirmed.
        Scored[] rejected = [.. Found(geowfc).OrderByDescending(one => one.Score).Take(2)];
        foreach (Scored one in rejected) geowfc.Done("review", one.Id, "reject");
        Scored[] confirmed = [.. Doubts(doubts).Take(3)];
        Fill(doubts, "confirmed");
        Geowfc.Answer wrong = geowfc.Run("refine", "--verdicts", doubts);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("row 1 says 'confirmed'", wrong.Errors, StringComparison.Ordinal);
        Fill(doubts, "confirm");
        // Five verdicts tell nothing: the refined model stands beside the other until a person says so.
        JsonElement beside = geowfc.Done("refine", "--verdicts", doubts, "--json").Json;
        Assert.Equal(("default-candidate", false), (beside.GetProperty("model").GetString(), beside.GetProperty("replaced").GetBoolean()));
        Assert.Equal(("not_enough_to_tell", "verdicts"), (beside.GetProperty("comparison").GetProperty("verdict").GetString(), beside.GetProperty("comparison").GetProperty("on").GetString()));
        Assert.InRange(beside.GetProperty("comparison").GetProperty("blocks").GetInt32(), 1, 5);
        Assert.Contains("default stays as it is", geowfc.Done("runs", beside.GetProperty("run_id").GetString()!).Output, StringComparison.Ordinal);
        JsonElement refined = geowfc.Done("refine", "--verdicts", doubts, "--replace", "--json").Json;
        Assert.True(refined.GetProperty("replaced").GetBoolean());
        Assert.Equal((5, 5), (refined.GetProperty("verdicts").GetInt32(), refined.GetProperty("used").GetInt32()));

        geowfc.Done(survey);
        Scored[] after = [.. Found(geowfc), .. Doubts(doubts)];
        Assert.All(rejected, one => Assert.True(Score(after, one) < one.Score, $"{one.Place} was rejected: {one.Score} became {Score(after, one)}"));
        Assert.All(confirmed, one => Assert.True(Score(after, one) > one.Score, $"{one.Place} was confirmed: {one.Score} became {Score(after, one)}"));
        // Pixels are classified as before: the same places, judged anew.
        Assert.Equal(before.Select(one => one.Place).Order(), after.Select(one => one.Place).Order());

        geowfc.Done("models", "rollback", "default");
        geowfc.Done(survey);
        Assert.Equal(before.OrderBy(one => one.Place).Select(one => one.Score), new[] { Found(geowfc), Doubts(doubts) }.SelectMany(all => all).OrderBy(one => one.Place).Select(one => one.Score));
    }

    [Fact]
    [Trait("Category", "Slow")] // a whole training of its own
    public void Learning_takes_reviewed_and_missed_places_as_samples_and_a_rollback_takes_the_model_back()
    {
        Geowfc geowfc = Geowfc.OnDemo(_folder.File("ws"));
        string doubts = _folder.File("doubts.geojson"), missed = _folder.File("missed.geojson");
        geowfc.Done(["survey", .. Scenes(geowfc).SelectMany(id => new[] { "--scene", id }), "--doubts", doubts]);
        Scored[] found = [.. Found(geowfc).OrderByDescending(one => one.Score)];
        geowfc.Done("review", found[0].Id, "confirm");
        geowfc.Done("review", found[^1].Id, "reject");
        geowfc.Done("review", found[^2].Id, "reject", "--reason", "sandbar");
        geowfc.Done("review", found[^3].Id, "reject", "--reason", "cloud"); // says nothing of the ground
        VectorFeature likeliest = VectorFile.Read(doubts).Features[0];
        VectorFile.Write(missed, "missed", WellKnown.Crs84, [new VectorField("label", Core.Gdal.FieldKind.Text)],
            [likeliest with { Attributes = new Dictionary<string, object?> { ["label"] = likeliest.Attributes["class"] } }]);
        string before = ModelHash(geowfc, "default");

        JsonElement learned = geowfc.Done("learn", "--missed", missed, "--replace", "--json").Json;
        JsonElement used = learned.GetProperty("reviews");
        Assert.Equal(4, new[] { "confirmed", "rejected", "missed", "passed_over" }.Sum(name => used.GetProperty(name).GetInt32()));
        Assert.Equal((2, 1), (used.GetProperty("rejected").GetInt32(), used.GetProperty("missed").GetInt32()));
        Assert.True(learned.GetProperty("replaced").GetBoolean());
        Assert.Equal("default", learned.GetProperty("comparison").GetProperty("with").GetString());
        Assert.NotEqual(before, ModelHash(geowfc, "default"));
        using (JsonDocument card = JsonDocument.Parse(File.ReadAllText(Path.Combine(geowfc.Workspace, "models", "default", "card.json"))))
        {
            Assert.Contains("not_target", card.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        }

        geowfc.Done("models", "rollback", "default");
        Assert.Equal(before, ModelHash(geowfc, "default"));
    }

    [Theory]
    [InlineData("learn"), InlineData("refine"), InlineData("learn", "--missed", "no-such-file.geojson")]
    public void An_empty_workspace_has_no_model_to_learn_for(params string[] command)
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        AssertRefused(geowfc.Run(command), "model", "the workspace holds no model yet", "train one with");
        AssertRefused(geowfc.Run([command[0], "--model", "other"]), "no model 'other'");
    }

    // Before anything is reviewed or drawn, and with files that hold no missed places: at once, and nothing is trained.
    private void AssertLearnRefuses(Geowfc geowfc)
    {
        string hash = ModelHash(geowfc, "default");
        AssertRefused(geowfc.Run("learn"), "model default", "reviews", "nothing to learn", "--missed FILE");
        string File(string name, string text)
        {
            System.IO.File.WriteAllText(_folder.File(name), text);
            return _folder.File(name);
        }

        string Area(string properties, string geometry) => $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}]}""";
        const string square = """{"type":"Polygon","coordinates":[[[110.2,40.55],[110.201,40.55],[110.201,40.551],[110.2,40.55]]]}""";
        AssertRefused(geowfc.Run("learn", "--missed", _folder.File("none.geojson")), "none.geojson", "there is no such file", "check the path");
        AssertRefused(geowfc.Run("learn", "--missed", File("text.geojson", "stockpile at 110.2, 40.5")), "text.geojson", "cannot be opened as a vector file");
        AssertRefused(geowfc.Run("learn", "--missed", File("bare.geojson", Area("""{"name":"x"}""", square))), "bare.geojson", "label", "no field says what lies", "into a field called label");
        AssertRefused(geowfc.Run("learn", "--missed", File("empty.geojson", Area("""{"label":""}""", square))), "empty.geojson, record", "label", "is empty", "label every area");
        AssertRefused(geowfc.Run("learn", "--missed", File("nowhere.geojson", Area("""{"label":"stockpile"}""", "null"))), "nowhere.geojson", "geometry", "no record has a place", "draw the missed places");
        Assert.Equal(hash, ModelHash(geowfc, "default"));
    }

    private static void AssertRefused(Geowfc.Answer answer, params string[] said)
    {
        Assert.Equal(1, answer.Code);
        Assert.Single(answer.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("learn", StringComparison.Ordinal) && !line.StartsWith("refine", StringComparison.Ordinal));
        Assert.All(said, part => Assert.Contains(part, answer.Errors, StringComparison.Ordinal));
    }

    private static string ModelHash(Geowfc geowfc, string name)
    {
        using JsonDocument card = JsonDocument.Parse(File.ReadAllText(Path.Combine(geowfc.Workspace, "models", name, "card.json")));
        return card.RootElement.GetProperty("model_hash").GetString()!;
    }

    private sealed record Scored(string Id, string Place, double Score);

    private static double Score(Scored[] all, Scored one) => Assert.Single(all, other => other.Place == one.Place).Score;

    private string[] Scenes(Geowfc geowfc) =>
        Rows(geowfc, "surveys")[0].GetProperty("properties").GetProperty("scene_ids").GetString()!.Split(',');

    private JsonElement[] Rows(Geowfc geowfc, string layer, string? into = null)
    {
        string file = into ?? _folder.File($"{Guid.NewGuid():N}.geojson");
        geowfc.Done("export", layer, file);
        return [.. JsonElement.Parse(File.ReadAllText(file)).GetProperty("features").EnumerateArray()];
    }

    // Of the newest survey.
    private Scored[] Found(Geowfc geowfc)
    {
        string file = _folder.File($"{Guid.NewGuid():N}.geojson");
        JsonElement[] rows = Rows(geowfc, "detections", file);
        string newest = rows.Select(row => row.GetProperty("properties").GetProperty("survey_id").GetString()!).Max(StringComparer.Ordinal)!;
        return [.. VectorFile.Read(file).Features.Zip(rows).Where(row => row.Second.GetProperty("properties").GetProperty("survey_id").GetString() == newest)
            .Select(row => Of(row.First, row.Second.GetProperty("id").GetString()!))];
    }

    private static Scored[] Doubts(string file) => [.. VectorFile.Read(file).Features.Select(row => Of(row, ""))];

    private static Scored Of(VectorFeature row, string id)
    {
        Point middle = row.Geometry!.InteriorPoint;
        return new Scored(id, FormattableString.Invariant($"{row.Attributes["class"]} {middle.X:0.00000} {middle.Y:0.00000}"), Convert.ToDouble(row.Attributes["object_probability"], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Fill(string file, string verdict)
    {
        VectorFeature[] rows = [.. VectorFile.Read(file).Features.Select((row, i) => row with { Attributes = new Dictionary<string, object?>(row.Attributes) { ["verdict"] = i < 3 ? verdict : null } })];
        File.Delete(file);
        VectorFile.Write(file, "doubts", WellKnown.Crs84, [.. new[] { ("verdict", Core.Gdal.FieldKind.Text), ("class", Core.Gdal.FieldKind.Text), ("object_probability", Core.Gdal.FieldKind.RealNumber) }.Select(f => new VectorField(f.Item1, f.Item2))],
            [.. rows.Select(row => row with { Attributes = row.Attributes.Where(a => a.Key is "verdict" or "class" or "object_probability").ToDictionary(a => a.Key, a => a.Value) })]);
    }
}
