using System.Text.Json;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Testing;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Tests.Cli;

/// <summary>Volumes by the command line alone (ODM#1536), and as a run of a workspace.</summary>
public sealed class VolumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_tells_cut_fill_and_net_and_names_what_is_wrong()
    {
        var geowfc = new Geowfc(_folder.File("ws"));
        string dsm = _folder.File("dsm.tif"), later = _folder.File("later.tif");
        HeapModel.Write(dsm);
        HeapModel.Write(later, lift: 1);
        Toes("toe.geojson", HeapModel.Outline());
        JsonElement one = geowfc.Done("volume", "--dsm", dsm, "--toe", _folder.File("toe.geojson"), "--density", "1.5", "--json", "--relief", _folder.File("r.png"), "--profile", _folder.File("p.svg")).Json;
        double Of(JsonElement row, string name) => row.GetProperty(name).GetDouble();
        Assert.InRange(Of(one, "fill_m3") / HeapModel.Volume, 0.998, 1.002);
        Assert.Equal(Of(one, "fill_m3") - Of(one, "cut_m3"), Of(one, "net_m3"), 1e-6);
        Assert.Equal(1.5 * Of(one, "fill_m3"), Of(one, "tonnes"), 1e-6);
        Assert.Equal("plane", one.GetProperty("base").GetString());
        Assert.True(Of(one, "uncertainty_m3") > 0 && Of(one, "bases_low_m3") < Of(one, "net_m3") && Of(one, "bases_high_m3") > Of(one, "net_m3"));
        Assert.InRange(Of(one, "footprint_m2"), 1255, 1257);
        Assert.Equal("PNG"u8.ToArray(), File.ReadAllBytes(_folder.File("r.png"))[1..4]);
        Assert.Contains("class=\"surface\"", File.ReadAllText(_folder.File("p.svg")), StringComparison.Ordinal);

        // The model that is named is the one measured (WebODM#1992).
        JsonElement change = geowfc.Done("volume", "--dsm", later, "--toe", _folder.File("toe.geojson"), "--base", dsm, "--json").Json;
        Assert.Equal((later, dsm), (change.GetProperty("dsm").GetString(), change.GetProperty("base").GetString()));
        Assert.InRange(Of(change, "fill_m3") / (HeapModel.Volume / HeapModel.Height), 0.998, 1.002);
        Assert.True(Of(change.GetProperty("detected"), "fill_m3") < Of(change, "fill_m3"));
        Assert.Equal(JsonValueKind.Null, change.GetProperty("tonnes").ValueKind);

        // Several lines: a row each; a proposal from a rough outline.
        Toes("two.geojson", HeapModel.Outline(), HeapModel.Outline(10));
        Assert.Equal(2, geowfc.Done("volume", "--dsm", dsm, "--toe", _folder.File("two.geojson"), "--json").Json.GetArrayLength());
        Toes("rough.geojson", HeapModel.Outline(14));
        JsonElement proposed = geowfc.Done("volume", "--dsm", dsm, "--toe", _folder.File("rough.geojson"), "--propose", _folder.File("proposed.geojson"), "--json").Json;
        Assert.InRange(Of(proposed, "fill_m3") / HeapModel.Volume, 0.97, 1.03);
        Assert.Single(VectorFile.Read(_folder.File("proposed.geojson")).Features);

        // Every failure has a sentence (WebODM#1092).
        Toes("far.geojson", (Polygon)new Polygon(new LinearRing([new(10, 10), new(10.001, 10), new(10.001, 10.001), new(10, 10)])));
        (string Sentence, string[] Arguments)[] wrong =
        [
            ("wholly off", ["--dsm", dsm, "--toe", _folder.File("far.geojson")]),
            ("no such file", ["--dsm", _folder.File("none.tif"), "--toe", _folder.File("toe.geojson")]),
            ("no such file", ["--dsm", dsm, "--toe", _folder.File("toe.geojson"), "--base", "flat"]),
            ("bulk density", ["--dsm", dsm, "--toe", _folder.File("toe.geojson"), "--density", "1600"]),
        ];
        foreach (var (sentence, arguments) in wrong)
        {
            Geowfc.Answer answer = geowfc.Run(["volume", .. arguments]);
            Assert.True(answer.Code == 1 && answer.Errors.Contains(sentence, StringComparison.Ordinal), $"{answer.Code} {answer.Errors}");
        }
    }

    private void Toes(string name, params Polygon[] toes) => VectorFile.Write(
        _folder.File(name), "toe", WellKnown.Crs84, [], toes.Select((t, i) => new VectorFeature(i + 1, t, new Dictionary<string, object?>())));
}
