using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Cli;

/// <summary>A survey of a real Sentinel-2 scene whose villages stand for stockpiles.</summary>
internal static class SurveyedTown
{
    private static readonly string[] Bands =
        ["blue=1", "green=2", "red=3", "rededge1=4", "rededge2=5", "rededge3=6", "nir=7", "nirnarrow=8", "swir1=9", "swir2=10"];

    /// <summary>Ingests, trains, surveys.</summary>
    /// <returns>Id of the survey.</returns>
    public static string In(Geowfc geowfc, TemporaryFolder folder, ITestOutputHelper output)
    {
        string scene = SharedData.Path("rstoolbox", "sen2.tif"), labels = folder.File("labels.geojson");
        VectorFile.Write(labels, "labels", WellKnown.Crs84, [new VectorField("class", Core.Gdal.FieldKind.Text)],
            VectorFile.Read(SharedData.Path("rstoolbox", "trainingPolygons_sen2.gpkg")).Features.Where(f => f.Geometry is not null)
                .Select(f => f with { Attributes = new Dictionary<string, object?> { ["class"] = f.Attributes["class"] is "village" ? "stockpile" : f.Attributes["class"] } }));
        geowfc.Done("init");
        string id = geowfc.Done(["ingest", scene, "--profile", "generic", "--datetime", "2017-07-01T14:00:00Z", "--json", "--band-map", .. Bands])
            .Json.GetProperty("scenes")[0].GetProperty("id").GetString()!;
        JsonElement promised = geowfc.Done("train", labels, "--scene", id, "--json").Json.GetProperty("promise");
        Geowfc.Answer tooMuch = geowfc.Run("survey", "--scene", id, "--recall", "0.999");
        JsonElement survey = geowfc.Done("survey", "--scene", id, "--json").Json;
        output.WriteLine(promised.GetRawText() + survey.GetRawText() + tooMuch.Errors);
        Assert.True(promised.GetProperty("labels_more").GetInt32() > 0, "a few villages promise little");
        Assert.Contains("cannot be promised", tooMuch.Errors, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, survey.GetProperty("promise").GetProperty("void").ValueKind);
        Assert.Equal(promised.GetProperty("objects").GetInt32(), survey.GetProperty("promise").GetProperty("objects").GetInt32());
        return survey.GetProperty("survey_id").GetString()!;
    }
}
