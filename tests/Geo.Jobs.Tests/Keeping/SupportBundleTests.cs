using System.IO.Compression;
using System.Text.RegularExpressions;
using Geo.Core.Store;
using Geo.Jobs.Keeping;
using Geo.Testing;

namespace Geo.Jobs.Tests.Keeping;

public sealed partial class SupportBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_tells_programs_findings_counts_and_failures_and_no_name_code_place_or_path_of_the_demo()
    {
        Geowfc geowfc = Geowfc.OnDemo(_folder.File("ws"));
        // Failures that speak of names, places and files.
        Assert.Equal(1, geowfc.Run("survey", "--scene", "no-such-scene-HD-77").Code);
        File.WriteAllText(_folder.File("东河一号.tif"), "not a raster");
        Assert.Equal(1, geowfc.Run("ingest", _folder.File("东河一号.tif")).Code);
        geowfc.Done("support", _folder.File("bundle.zip"));
        string text;
        string[] names;
        using (var zip = ZipFile.OpenRead(_folder.File("bundle.zip")))
        {
            names = [.. zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
            text = string.Join('\n', zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
        }

        Assert.Equal(["counts.json", "doctor.json", "runs.json", "schema.json", "settings.json", "versions.json"], names);
        Assert.All((string[])["\"kind\": \"survey\"", "\"state\": \"failed\"", "0024_reports", "journal_mode", "mine-sites", "gdal"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(Known(geowfc.Workspace), word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch(Coordinate(), text);
        Assert.DoesNotContain(_folder.Path, text, StringComparison.Ordinal);
        Assert.DoesNotContain("东河一号", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_cannot_be_opened_still_gives_one()
    {
        Directory.CreateDirectory(_folder.File("ws"));
        File.WriteAllText(_folder.File("ws/geowfc.gpkg"), string.Concat(Enumerable.Repeat("this is no database ", 100)));
        new Geowfc(_folder.File("ws")).Done("support", _folder.File("bundle.zip"));
        using var zip = ZipFile.OpenRead(_folder.File("bundle.zip"));
        Assert.Contains("damaged", new StreamReader(zip.GetEntry("doctor.json")!.Open()).ReadToEnd(), StringComparison.Ordinal);
        Assert.Null(zip.GetEntry("runs.json"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_with_the_mend()
    {
        Geowfc.Answer answer = new Geowfc(_folder.File("ws")).Run("support", _folder.File("nowhere/bundle.zip"));
        Assert.Equal(1, answer.Code);
        Assert.Equal($"{_folder.File("nowhere")}: there is no such folder; make it, or name another", answer.Errors.Trim());
    }

    [Theory]
    [InlineData("/data/ws/scenes/HD-012.tif: there is no such file; check the path", "‹path›: there is no such file; check the path")]
    [InlineData("mines.csv, row 3: lat: 110.02 is not a latitude, while lon holds 40.58", "‹path›, row 3: lat: ‹id› is not a latitude, while lon holds ‹id›")]
    [InlineData("no scene 'HD-77' in this workspace", "no scene ‹text› in this workspace")]
    [InlineData("dumps: 青山矿 lies in Qingshan", "dumps: ‹text› lies in ‹text›")]
    [InlineData("the disk is full; free some space", "the disk is full; free some space")]
    public void A_sentence_keeps_its_words_and_loses_its_data(string sentence, string expected) =>
        Assert.Equal(expected, new Redaction(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Qingshan" }).Of(sentence));

    // Texts of the registers and of what was found on them, of three letters at least, other than the program's own codes.
    private static IEnumerable<string> Known(string folder)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(folder), TimeProvider.System);
        string[] columns = ["name", "code", "town", "lead_unit", "address", "owner", "unit", "scene_id", "survey_id", "site_code"];
        return [.. Layers.All.SelectMany(layer => store.Layer(layer.Id).Items(ItemsRequest.Everything).SelectMany(row =>
                columns.Select(column => row.Properties.GetValueOrDefault(column) as string).Append(row.Id))).OfType<string>().Where(word => word.Length >= 3).Distinct()];
    }

    // Not the seconds of an instant.
    [GeneratedRegex(@"(?<![\d:])(1[01]\d|4[01])\.\d{2,}\b")]
    private static partial Regex Coordinate();
}
