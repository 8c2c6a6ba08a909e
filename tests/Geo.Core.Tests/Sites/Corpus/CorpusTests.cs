using System.Text.Json;
using Geo.Core.Sites;
using Geo.Core.Vectors;
using Geo.Testing;

namespace Geo.Core.Tests.Sites.Corpus;

/// <summary>Every damaged file gets its sentence, in both languages; none brings the program down, none passes unexplained.</summary>
public sealed class CorpusTests
{
    private static readonly DamagedFile[] s_all = [.. DamagedTables.All(), .. DamagedRows.All(), .. DamagedPlaces.All()];

    public static TheoryData<int, string> Files()
    {
        var files = new TheoryData<int, string>();
        for (int i = 0; i < s_all.Length; i++) files.Add(i, s_all[i].Name);
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_gets_its_sentence(int index, string name)
    {
        var (zh, en) = s_all[index].Sentence();
        Assert.Equal(name, s_all[index].Name);
        Assert.Equal(s_all[index].Zh, Cut(zh, s_all[index].Zh));
        Assert.Equal(s_all[index].En, Cut(en, s_all[index].En));

        // Where OGR speaks itself only what is ours is fixed.
        static string Cut(string said, string wanted) => wanted.EndsWith('…') && said.Length >= wanted.Length ? said[..(wanted.Length - 1)] + "…" : said;
    }

    [Fact]
    public void The_corpus_holds_at_least_forty_files() => Assert.InRange(s_all.DistinctBy(f => f.Name).Count(), 40, int.MaxValue);

    [Fact]
    [Trait("Category", "Slow")]
    public void An_archive_that_unpacks_to_more_than_any_register_is_refused_before_it_fills_the_disk()
    {
        using var folder = new TemporaryFolder();
        using (var zip = System.IO.Compression.ZipFile.Open(folder.File("bomb.zip"), System.IO.Compression.ZipArchiveMode.Create))
        using (var member = zip.CreateEntry("bomb.csv", System.IO.Compression.CompressionLevel.Fastest).Open())
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 520; i++) member.Write(zeros);
        }

        Assert.InRange(new FileInfo(folder.File("bomb.zip")).Length, 1, 8 << 20);
        var refused = Assert.Throws<InputException>(() => RegisterReader.Read("dumps", folder.File("bomb.zip"), RegisterOptions.Default));
        Assert.Contains("unpacks to more than 512 MB", refused.Message, StringComparison.Ordinal);
        Assert.Contains("解压后超过 512 MB", refused.In("zh"), StringComparison.Ordinal);
    }

    public static TheoryData<string> Torture()
    {
        var files = new TheoryData<string>();
        if (SharedData.Root is null)
        {
            files.Add("");
            return files;
        }

        foreach (var file in JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Root, "data", "torture-vector", "EXPECTED.json"))).RootElement.EnumerateObject()) files.Add(file.Name);
        return files;
    }

    [SkippableTheory]
    [MemberData(nameof(Torture))]
    public void An_odd_vector_file_gives_the_rows_that_ogrinfo_counts_or_one_clear_sentence(string name)
    {
        string path = SharedData.Path("torture-vector", name);
        var expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("torture-vector", "EXPECTED.json"))).RootElement.GetProperty(name);
        string? layer = expected.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("name").GetString()).FirstOrDefault();
        RegisterReading reading;
        try
        {
            // Any column will do as the code: what is asked here is whether the rows come.
            string? column = expected.GetProperty("opens").GetBoolean() && Columns(path, layer) is [var first, ..] ? first : null;
            reading = RegisterReader.Read("sensitive-areas", path, new RegisterOptions { Layer = layer, FileName = name, Map = column is null ? new Dictionary<string, string>() : new() { ["name"] = column } });
        }
        catch (InputException refused)
        {
            Assert.StartsWith(name, refused.In("zh"), StringComparison.Ordinal);
            Assert.True(refused.Chinese is { Length: > 6 }, $"{name}: no Chinese for: {refused.Message}");
            Assert.DoesNotContain('\n', refused.Message);
            Assert.DoesNotContain(SharedData.Root!, refused.Message, StringComparison.Ordinal);
            return;
        }

        Assert.True(expected.GetProperty("opens").GetBoolean() || name.EndsWith(".json", StringComparison.Ordinal), $"{name} was read, and ogrinfo cannot open it");
        string? count = expected.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("Feature Count").GetString()).FirstOrDefault();
        if (count is not null && count.Length < 9) Assert.Equal(count, $"{reading.Rows.Count}");
        // Nothing of these lies in the district's country, or it is named.
        Assert.All(reading.Rows, r => Assert.True(r.Taken || r.Reasons.Count > 0));
        Assert.All(reading.Rows.Where(r => r.Taken), r => Assert.True(r.Entry!.Geometry.IsValid && r.Entry.Geometry.EnvelopeInternal is { MinX: >= 73, MaxX: <= 136, MinY: >= 3, MaxY: <= 54 }));
    }

    [SkippableTheory]
    [InlineData("gbk_shp", "CRS84")]
    [InlineData("gbk_shp_nocpg_noprj", "CRS84")]
    public void The_outlines_of_baotou_come_with_their_names_in_gbk(string folder, string crs)
    {
        string path = SharedData.Path("bad_inputs", Path.Combine(folder, "baotou_gbk.shp"));
        string column = VectorFile.Read(path).Features[0].Attributes.First(a => a.Value is string text && text.Any(c => c > 0x4E00)).Key;
        var reading = RegisterReader.Read("towns", path, new RegisterOptions { Map = new Dictionary<string, string> { ["name"] = column, ["code"] = column } });
        Assert.Contains(reading.Rows, r => r.Entry?.Name == "东河区");
        Assert.All(reading.Rows, r => Assert.True(r.Taken, string.Join("; ", r.Reasons.Select(x => x.En))));
        Assert.Equal((crs, folder == "gbk_shp" ? "declared" : "assumed"), (reading.Crs, reading.CrsFrom));
    }

    private static IReadOnlyList<string> Columns(string path, string? layer)
    {
        try
        {
            return VectorFile.Read(path, layer).Fields;
        }
        catch (Exception e) when (e is InputException or GdalException)
        {
            return [];
        }
    }
}
