using System.IO.Compression;
using Geo.Core.Gdal;
using Geo.Core.Tables;
using Geo.Core.Vectors;
using Geo.Testing;

namespace Geo.Core.Tests.Vectors;

/// <summary>Tables as workbooks, read again by ExcelDataReader and by GDAL.</summary>
public sealed class XlsxRowsTests
{
    private static readonly VectorField[] s_fields =
    [
        new("代码", FieldKind.Text), new("count", FieldKind.WholeNumber), new("share", FieldKind.RealNumber),
        new("known", FieldKind.Boolean), new("day", FieldKind.Date), new("seen_at", FieldKind.DateTime),
    ];

    private static VectorFeature Row(int n, params object?[] values) => new(n, null, s_fields.Zip(values).ToDictionary(p => p.First.Name, p => p.Second));

    private static readonly VectorFeature[] s_rows =
    [
        Row(1, "007", 3L, 0.1, true, new DateOnly(2024, 6, 1), new DateTimeOffset(2024, 6, 1, 11, 4, 5, TimeSpan.FromHours(8))),
        Row(2, "=1+1", null, double.NaN, false, null, null),
        Row(3, " <堆场> & \"𠀀\"\u0001\uffff\ud800 ", -5L, 1e-7, null, new DateOnly(1899, 1, 1), new DateTimeOffset(2024, 12, 31, 23, 59, 59, TimeSpan.Zero)),
    ];

    [Fact]
    public void What_is_written_is_read_again_with_its_kinds()
    {
        using var folder = new TemporaryFolder();
        VectorFile.Write(folder.File("a.xlsx"), "dumps", null, s_fields, s_rows);
        var sheet = TableFile.Read(folder.File("a.xlsx"), "a.xlsx").Single();
        Assert.Equal("dumps", sheet.Name);
        object?[][] cells = [.. sheet.Rows.Select(row => (object?[])[.. Enumerable.Range(0, s_fields.Length).Select(i => row[i])])];
        Assert.Equal(s_fields.Select(f => f.Name), cells[0]);
        Assert.Equal(["007", 3.0, 0.1, true, new DateOnly(2024, 6, 1), new DateTime(2024, 6, 1, 3, 4, 5, DateTimeKind.Unspecified)], cells[1]);
        Assert.Equal(["=1+1", null, null, false, null, null], cells[2]);
        Assert.Equal(["<堆场> & \"𠀀\"", -5.0, 1e-7, null, "1899-01-01", new DateTime(2024, 12, 31, 23, 59, 59, DateTimeKind.Unspecified)], [((string)cells[3][0]!).Trim(), .. cells[3][1..]]);
    }

    [Fact]
    public async Task Gdal_reads_the_same()
    {
        using var folder = new TemporaryFolder();
        VectorFile.Write(folder.File("a.xlsx"), "dumps", null, s_fields, s_rows);
        string text = await OtherProgram.Run("ogrinfo", "-ro", "-al", "-oo", "HEADERS=FORCE", folder.File("a.xlsx"));
        foreach (string line in (string[])["Feature Count: 3", "代码 (String) = 007", "count (Integer) = 3", "share (Real) = 0.1", "day (String) = 1899-01-01", "seen_at (DateTime) = 2024/06/01 03:04:05", "代码 (String) = =1+1", "seen_at (DateTime) = 2024/12/31 23:59:59"])
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes_and_rows_are_taken_one_by_one()
    {
        using var folder = new TemporaryFolder();
        int alive = 0, most = 0;
        IEnumerable<VectorFeature> Rows()
        {
            for (int i = 1; i <= 5000; i++)
            {
                // Pulled and written before the next is made.
                most = Math.Max(most, ++alive);
                yield return Row(i, $"D{i}", (long)i, i / 7.0, i % 2 == 0, null, null);
                alive--;
            }
        }

        foreach (string name in (string[])["a.xlsx", "b.xlsx"]) VectorFile.Stream(folder.File(name), "x", null, s_fields, GeometryKinds.Any, Rows());
        Assert.Equal(1, most);
        Assert.Equal(File.ReadAllBytes(folder.File("a.xlsx")), File.ReadAllBytes(folder.File("b.xlsx")));
        Assert.Equal(5001, TableFile.Read(folder.File("a.xlsx"), "a.xlsx").Single().Rows.Count);
        using var zip = ZipFile.OpenRead(folder.File("a.xlsx"));
        Assert.Equal(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public void A_text_longer_than_a_cell_is_cut_and_says_so_and_a_failed_write_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.xlsx");
        VectorFile.Write(path, "x", null, [s_fields[0]], [Row(1, new string('长', 40_000))]);
        string text = (string)TableFile.Read(path, "a.xlsx").Single().Rows[1][0]!;
        Assert.Equal((XlsxRows.MostCharacters, '…'), (text.Length, text[^1]));
        File.Delete(path);
        IEnumerable<VectorFeature> Broken()
        {
            yield return s_rows[0];
            throw new OperationCanceledException();
        }

        Assert.Throws<OperationCanceledException>(() => VectorFile.Stream(path, "x", null, s_fields, GeometryKinds.Any, Broken()));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
