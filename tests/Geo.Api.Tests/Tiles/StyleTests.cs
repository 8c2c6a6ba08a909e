using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Geo.Core.Store;

namespace Geo.Api.Tests.Tiles;

[Collection(nameof(Served))]
public sealed class StyleTests(ServedWorkspace server)
{
    private static readonly XNamespace S = "http://www.opengis.net/sld", O = "http://www.opengis.net/ogc";

    [Fact]
    public async Task Every_public_layer_with_geometries_has_a_qml_and_an_sld()
    {
        var listed = (await server.Json("/styles")).GetProperty("styles").EnumerateArray().Select(s => s.GetProperty("id").GetString()!).ToList();
        Assert.Equal(Layers.All.Where(l => l.GeometryKind != GeometryKind.None && l.Visibility == Visibility.Public).Select(l => l.Id), listed);
        foreach (string id in listed)
        {
            var qml = XDocument.Parse(await server.Client.GetStringAsync($"/styles/{id}.qml"));
            Assert.NotEmpty(qml.Descendants("symbol"));
            var sld = XDocument.Parse(await server.Client.GetStringAsync($"/styles/{id}.sld"));
            Assert.Equal("1.0.0", sld.Root!.Attribute("version")!.Value);
            Assert.Equal(qml.Descendants("symbol").Count(), sld.Descendants(S + "Rule").Count());
        }

        await server.Problem("/styles/observations.qml", 404);
        await server.Problem("/styles/cases.qml", 401);
    }

    // #e69f00 is 230, 159, 0.
    [Fact]
    public async Task Colours_are_those_of_the_web_map()
    {
        var qml = XDocument.Parse(await server.Client.GetStringAsync("/styles/mine-sites.qml?lang=en"));
        var progress = qml.Descendants("category").Single(c => c.Attribute("value")!.Value == "in_progress");
        Assert.Equal("In progress", progress.Attribute("label")!.Value);
        var symbol = qml.Descendants("symbol").Single(s => s.Attribute("name")!.Value == progress.Attribute("symbol")!.Value);
        Assert.StartsWith("230,159,0,", symbol.Descendants("prop").Single(p => p.Attribute("k")!.Value == "color").Attribute("v")!.Value, StringComparison.Ordinal);
        var sld = XDocument.Parse(await server.Client.GetStringAsync("/styles/mine-sites.sld"));
        var rule = sld.Descendants(S + "Rule").Single(r => r.Descendants(O + "Literal").FirstOrDefault()?.Value == "in_progress");
        Assert.Contains(rule.Descendants(S + "CssParameter"), p => p.Value == "#e69f00");
    }

    [Fact]
    public async Task The_project_holds_the_layers_that_have_rows_and_the_newest_scene()
    {
        var project = XDocument.Parse(await server.Client.GetStringAsync("/project.qgs"));
        string[] sources = [.. project.Descendants("maplayer").Select(l => l.Element("datasource")!.Value)];
        Assert.Equal(3, sources.Length);
        Assert.Contains(sources, s => s.Contains("typename='mine-sites'", StringComparison.Ordinal) && s.Contains($"url='{server.Url}/'", StringComparison.Ordinal));
        Assert.Contains(sources, s => s.Contains("typename='detections'", StringComparison.Ordinal));
        Assert.Contains(sources, s => s.Contains("layers=scene-1&", StringComparison.Ordinal));
        // QGIS 3.22 renames layers of shorter ids and loses them from its tree.
        Assert.All(project.Descendants("maplayer"), l => Assert.True(l.Element("id")!.Value.Length > 10));
    }

    /// <summary>QGIS itself opens the project, where it is installed (apt: python3-qgis): layers valid, in the tree, with rows and renderers.</summary>
    [SkippableFact]
    public async Task Qgis_opens_the_project()
    {
        Skip.IfNot(File.Exists("/usr/lib/python3/dist-packages/qgis/core/__init__.py"), "no python3-qgis here");
        string folder = Directory.CreateTempSubdirectory("geowfc-qgis-").FullName;
        try
        {
            string project = Path.Combine(folder, "p.qgs"), script = Path.Combine(folder, "p.py");
            await File.WriteAllBytesAsync(project, await server.Client.GetByteArrayAsync("/project.qgs"));
            await File.WriteAllTextAsync(script, """
                import json, sys
                from qgis.core import *
                app = QgsApplication([], False); app.initQgis()
                p = QgsProject.instance(); p.read(sys.argv[1])
                tree = {t.layerId() for t in p.layerTreeRoot().findLayers() if t.layer()}
                print(json.dumps([dict(id=l.id(), valid=l.isValid(), tree=l.id() in tree,
                    rows=sum(1 for _ in l.getFeatures()) if hasattr(l, 'getFeatures') else -1,
                    look=l.renderer().type() if hasattr(l, 'getFeatures') else '') for l in p.mapLayers().values()]))
                app.exitQgis()
                """);
            var start = new ProcessStartInfo("/usr/bin/python3", [script, project]) { RedirectStandardOutput = true, RedirectStandardError = true };
            (start.Environment["QT_QPA_PLATFORM"], start.Environment["HOME"], start.Environment["XDG_RUNTIME_DIR"]) = ("offscreen", folder, folder); // a new profile: QGIS keeps answers on disk
            start.Environment.Remove("PYTHONHOME");
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            string text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(text.Contains('['), await errors);
            var layers = JsonElement.Parse(text[text.IndexOf('[', StringComparison.Ordinal)..]).EnumerateArray().ToDictionary(l => l.GetProperty("id").GetString()!);
            Assert.All(layers.Values, l => Assert.True(l.GetProperty("valid").GetBoolean() && l.GetProperty("tree").GetBoolean(), l.ToString()));
            // QGIS leaves out M13, which has no place in a layer of polygons, or counts it: 24 or 25.
            Assert.InRange(layers["mine_sites_geowfc_layer"].GetProperty("rows").GetInt32(), 24, 25);
            Assert.Equal("categorizedSymbol", layers["mine_sites_geowfc_layer"].GetProperty("look").GetString());
            Assert.Equal(2, layers["detections_geowfc_layer"].GetProperty("rows").GetInt32());
            Assert.Equal(-1, layers["scene_geowfc_layer"].GetProperty("rows").GetInt32());
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
