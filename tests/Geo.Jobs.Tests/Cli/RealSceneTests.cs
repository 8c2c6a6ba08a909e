using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Vectors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Cli;

/// <summary>A real scene from file to figures, each step a command as a person types it.</summary>
public sealed class RealSceneTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Bands =
        ["blue=1", "green=2", "red=3", "rededge1=4", "rededge2=5", "rededge3=6", "nir=7", "nirnarrow=8", "swir1=9", "swir2=10"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Sentinel2_and_heights_go_through_ingest_train_survey_and_assess()
    {
        string scene = SharedData.Path("rstoolbox", "sen2.tif"), heights = SharedData.Path("rstoolbox", "srtm_sen2.tif");
        var (west, east) = Halves(SharedData.Path("rstoolbox", "trainingPolygons_sen2.gpkg"));
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        string optical = Ingested(geowfc.Done(["ingest", scene, "--profile", "generic", "--datetime", "2017-07-01T14:00:00Z", "--json", "--band-map", .. Bands]));
        string terrain = Ingested(geowfc.Done("ingest", heights, "--profile", "dem", "--datetime", "2014-01-01T00:00:00Z", "--json"));
        string[] scenes = ["--scene", optical, "--scene", terrain];

        geowfc.Done(["train", west, "--label-field", "class", "--model", "west", "--json", .. scenes]);
        JsonElement survey = geowfc.Done(["survey", "--model", "west", "--class-raster", _folder.File("classes.tif"), "--json", .. scenes]).Json;
        JsonElement assessed = geowfc.Done("assess", "--survey", survey.GetProperty("survey_id").GetString()!, "--truth", east, "--json").Json;

        JsonElement model = geowfc.Done("assess", "--model", "west", "--truth", east, "--json").Json;

        geowfc.Done(["train", west, "--label-field", "class", "--model", "alone", "--predictors", "bands-1", "--json", .. scenes]);
        geowfc.Done(["survey", "--model", "alone", "--smoothing", "0", "--class-raster", _folder.File("alone.tif"), "--json", .. scenes]);
        JsonElement alone = geowfc.Done("assess", "--model", "alone", "--truth", east, "--json").Json;
        Geowfc.Answer refused = geowfc.Run(["train", west, "--label-field", "class", "--predictors", "no-such", .. scenes]);

        Assert.InRange(alone.GetProperty("overall_accuracy").GetDouble(), 0.9, 1); // each pixel by its own values
        Assert.Equal(1, refused.Code);
        Assert.Contains("bands-1", refused.Errors, StringComparison.Ordinal);
        output.WriteLine(assessed.GetRawText());
        Assert.InRange(model.GetProperty("overall_accuracy").GetDouble(), 0.95, 1); // the same ground, without smoothing
        Assert.Equal(0, survey.GetProperty("detections").GetInt32()); // it knows land cover only
        Assert.True(File.Exists(_folder.File("classes.tif")));
        Assert.InRange(assessed.GetProperty("overall_accuracy").GetDouble(), 0.95, 1); // measured 0.992
        Assert.InRange(assessed.GetProperty("classes").GetProperty("village").GetProperty("f1").GetDouble(), 0.9, 1); // measured 1.000
    }

    private static string Ingested(Geowfc.Answer answer) => answer.Json.GetProperty("scenes")[0].GetProperty("id").GetString()!;

    // Of each class the western polygons train, the eastern ones are held apart.
    private (string West, string East) Halves(string labels)
    {
        var features = VectorFile.Read(labels).Features.Where(f => f.Geometry is not null)
            .GroupBy(f => f.Attributes["class"]).Select(g => g.OrderBy(f => f.Geometry!.Centroid.X).ToList()).ToList();
        return (Write("west.geojson", features.SelectMany(g => g.Take(g.Count / 2))), Write("east.gpkg", features.SelectMany(g => g.Skip(g.Count / 2))));
    }

    private string Write(string name, IEnumerable<VectorFeature> features)
    {
        VectorFile.Write(_folder.File(name), "labels", WellKnown.Crs84, [new VectorField("class", FieldKind.Text)], features);
        return _folder.File(name);
    }
}
