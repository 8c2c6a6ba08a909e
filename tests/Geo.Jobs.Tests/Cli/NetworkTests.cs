using Geo.Testing;

namespace Geo.Jobs.Tests.Cli;

public sealed class NetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_bureaus_own_network_surveys_a_real_scene()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        string onnx = _folder.File("box.onnx"), scene = SharedData.Path("rstoolbox", "sen2.tif");
        OnnxFile.BoxAndThreshold(onnx, 2, 25 * 2 * 2000);
        geowfc.Done("init");
        string id = geowfc.Done("ingest", scene, "--profile", "generic", "--datetime", "2017-07-01T14:00:00Z", "--json", "--band-map", "red=3", "nir=7")
            .Json.GetProperty("scenes")[0].GetProperty("id").GetString()!;

        Geowfc.Answer wrong = geowfc.Run("models", "import", onnx, "--bands", "Red,Green,Nir", "--classes", "stockpile");
        Assert.Equal(1, wrong.Code);
        Assert.Single(wrong.Errors.Trim().Split('\n'));
        Assert.Contains("box.onnx", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("takes 2 bands where 3 are given", wrong.Errors, StringComparison.Ordinal);
        Assert.Equal(0, geowfc.Done("models", "--json").Json.GetArrayLength());
        Assert.Contains("no band role", geowfc.Run("models", "import", onnx, "--bands", "Red,Infra", "--classes", "stockpile").Errors, StringComparison.Ordinal);

        Assert.Equal("onnx", geowfc.Done("models", "import", onnx, "--bands", "Red,Nir", "--classes", "stockpile", "--scale", "10000", "--tile", "128", "--rim", "2", "--json").Json.GetProperty("algorithm").GetString());
        var survey = geowfc.Done("survey", "--scene", id, "--model", "box", "--class-raster", _folder.File("classes.tif"), "--json").Json;
        Assert.True(survey.GetProperty("detections").GetInt32() > 0);
        Assert.Contains("held-out", survey.GetProperty("promise").GetProperty("void").GetString(), StringComparison.Ordinal);
        Assert.Equal("void_no_objects", survey.GetProperty("promise").GetProperty("void_remark").GetProperty("code").GetString());
        Assert.True(File.Exists(_folder.File("classes.tif")));
        geowfc.Done("export", "detections", _folder.File("found.geojson"));
        string detection = System.Text.Json.JsonElement.Parse(File.ReadAllText(_folder.File("found.geojson"))).GetProperty("features")[0].GetProperty("id").GetString()!;
        Assert.Contains("no trees", geowfc.Run("why", detection).Errors, StringComparison.Ordinal);
    }
}
