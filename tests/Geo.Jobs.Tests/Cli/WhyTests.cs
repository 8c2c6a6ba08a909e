using System.Text.Json;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Cli;

public sealed class WhyTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_detection_of_a_real_scene_is_explained_as_long_as_its_model_is_there()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        SurveyedTown.In(geowfc, _folder, output);
        geowfc.Done("export", "detections", _folder.File("found.geojson"));
        string id = JsonElement.Parse(File.ReadAllText(_folder.File("found.geojson"))).GetProperty("features")[0].GetProperty("id").GetString()!;

        JsonElement why = geowfc.Done("why", id, "--json").Json;
        string told = geowfc.Done("why", id).Output;

        output.WriteLine(told);
        double added = why.GetProperty("contributions").EnumerateArray().Sum(one => one.GetProperty("contribution").GetDouble());
        Assert.Equal(why.GetProperty("score").GetDouble(), why.GetProperty("bias").GetDouble() + added, 1e-3);
        Assert.InRange(why.GetProperty("probability").GetDouble(), 0.3, 1);
        Assert.Equal("stockpile", why.GetProperty("similar")[0].GetProperty("label").GetString());
        Assert.StartsWith("stockpile: probability", told, StringComparison.Ordinal);
        Assert.Equal(1, geowfc.Run("why", "nowhere").Code);

        // Trained again, it is another model; rolled back, the survey's own.
        Assert.Contains("trained once only", geowfc.Run("models", "rollback", "default").Errors, StringComparison.Ordinal);
        geowfc.Done("train", _folder.File("labels.geojson"), "--predictors", "bands-1", "--replace");
        Assert.Contains("trained again since", geowfc.Run("why", id).Errors, StringComparison.Ordinal);
        geowfc.Done("models", "rollback", "default");
        Assert.Equal(why.GetRawText(), geowfc.Done("why", id, "--json").Json.GetRawText());

        File.Delete(Path.Combine(geowfc.Workspace, "models", "default", "samples.bin"));
        Geowfc.Answer without = geowfc.Run("why", id);
        Assert.Equal(1, without.Code);
        Assert.Contains("samples.bin", without.Errors, StringComparison.Ordinal);
        geowfc.Done("models", "rollback", "default");
        Assert.Contains("trained again since", geowfc.Run("why", id).Errors, StringComparison.Ordinal);
    }
}
