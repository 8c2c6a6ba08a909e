using System.IO.Compression;
using System.Text;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Testing;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Sites.Corpus;

/// <summary>A file as no one wants to get it, and the sentence that its sender is owed.</summary>
/// <param name="Name">Its name, by which messages call it.</param>
/// <param name="Bytes">What it holds; null where it is not there.</param>
/// <param name="Zh">The sentence in Chinese; where it ends in … its beginning, because OGR's own words follow.</param>
/// <param name="En">The same in English.</param>
internal sealed record DamagedFile(string Name, byte[]? Bytes, string Zh, string En)
{
    public string Kind { get; init; } = "mine-sites";

    public RegisterOptions Options { get; init; } = RegisterOptions.Default;

    /// <summary>The row of the file whose reason the sentence is, from 1; 0: the file is refused as a whole.</summary>
    public int Row { get; init; }

    public override string ToString() => Name;

    public static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    /// <summary>A shapefile of one square at 110.2 E 40.55 N with code and name, its parts by extension; without a .prj.</summary>
    public static IReadOnlyDictionary<string, byte[]> Shapefile(string wkt = "POLYGON ((110.2 40.55, 110.201 40.55, 110.201 40.551, 110.2 40.551, 110.2 40.55))", string name = "采坑")
    {
        using var folder = new TemporaryFolder();
        using (var writer = FeatureWriter.Create("ESRI Shapefile", folder.File("m.shp"), "m", null, 3, [("code", FieldKind.Text), ("name", FieldKind.Text)], ["ENCODING=UTF-8"]))
        {
            writer.Add(null, new WKBWriter(ByteOrder.LittleEndian, false).Write(new WKTReader().Read(wkt)), ["M1", name]);
            writer.Close();
        }

        return new[] { ".shp", ".shx", ".dbf" }.ToDictionary(e => e, e => File.ReadAllBytes(folder.File("m" + e)));
    }

    /// <summary>What the program says of it: the error of the whole, the question for a coordinate system, or the reasons of its row.</summary>
    public (string Zh, string En) Sentence()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(Path.GetFileName(Name));
        if (Bytes is not null) File.WriteAllBytes(path, Bytes);
        try
        {
            var reading = RegisterReader.Read(Kind, path, Options with { FileName = Name });
            if (Row == 0) return reading.Guess?.Question() is { } question ? (question.Zh, question.En) : ("", "it was read");
            var row = reading.Rows[Row - 1];
            return row.Taken ? ("", "the row was taken") : (string.Join("；", row.Reasons.Select(r => r.Zh)), string.Join("; ", row.Reasons.Select(r => r.En)));
        }
        catch (InputException refused)
        {
            return (refused.In("zh"), refused.In("en"));
        }
    }
}
