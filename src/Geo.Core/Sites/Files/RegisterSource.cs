using Geo.Core.Tables;
using Geo.Core.Vectors;

namespace Geo.Core.Sites.Files;

/// <summary>The rows of a file, before anything is made of them.</summary>
/// <param name="Layer">Records with the columns that their head names.</param>
/// <param name="Layers">Layers or sheets to choose from.</param>
/// <param name="HeadLine">Row of the sheet in which the head stands; null for files that are no tables. Then a record's Fid is its row in the sheet.</param>
/// <param name="Remarks">What was left out.</param>
internal sealed record RegisterTable(VectorLayer Layer, IReadOnlyList<string> Layers, int? HeadLine, IReadOnlyList<Reason> Remarks)
{
    /// <summary>Units that a note above the head gives, as <see cref="NotedUnits"/>.</summary>
    public IReadOnlyDictionary<string, (string Word, double Factor)> Units { get; init; } = new Dictionary<string, (string, double)>();

    /// <summary>True where names of columns may have been cut to ten bytes, as a DBF does: three Chinese characters in UTF-8.</summary>
    public bool MayBeCut { get; init; }
}

/// <summary>Opens a register in whatever file it comes.</summary>
internal static class RegisterSource
{
    /// <exception cref="InputException">The file is missing, damaged, locked or of no use, or a layer has to be named; in both languages.</exception>
    public static RegisterTable Open(RegisterSchema schema, string file, RegisterOptions options)
    {
        string called = options.FileName ?? file;
        if (file.StartsWith("/vsi", StringComparison.Ordinal) || !File.Exists(file))
        {
            throw new InputException(called, null, "there is no such file", "check the path") { Chinese = "没有这个文件；请检查路径" };
        }

        return FileContent.Of(file) switch
        {
            ContentKind.Archive => OpenArchive(schema, file, called, options),
            ContentKind.Workbook or ContentKind.OldWorkbook or ContentKind.Text or ContentKind.WebPage or ContentKind.Empty => OpenTable(schema, file, called, options),
            ContentKind.BrokenArchive => throw (Path.GetExtension(file).StartsWith(".xls", StringComparison.OrdinalIgnoreCase)
                ? Workbook.Broken(called)
                : new InputException(called, null, "the archive is damaged or cut off", "pack and copy it again") { Chinese = "压缩包已损坏或不完整；请重新打包复制" }),
            ContentKind.OtherArchive => throw new InputException(called, null, "archives of this kind are not read", "unpack it and pack the register as .zip") { Chinese = "不支持这种压缩包；请解压后改为 .zip" },
            ContentKind.Picture => throw new InputException(called, null, "it is a picture or a PDF, which holds no rows", "give the table or the layer that it was made from") { Chinese = "这是图片或 PDF，读不出台账；请提供原始表格或图层" },
            _ => VectorSource.Open(file, called, options.Layer),
        };
    }

    private static RegisterTable OpenArchive(RegisterSchema schema, string file, string called, RegisterOptions options)
    {
        using var archive = UnpackedArchive.Open(file, called);
        if (archive.Files is [var only])
        {
            var inner = FileContent.Of(only.Path) == ContentKind.Archive
                ? throw new InputException(called, null, "the archive holds another archive", "pack the register itself") { Chinese = "压缩包里还是压缩包；请打包台账文件本身" }
                : Open(schema, only.Path, options with { FileName = called });
            return inner;
        }

        string[] names = [.. archive.Files.Select(f => f.Name)];
        var chosen = archive.Files.FirstOrDefault(f => f.Name == options.Layer);
        if (chosen.Path is null) throw Choose(called, names, options.Layer);
        return Open(schema, chosen.Path, options with { FileName = called, Layer = null }) with { Layers = names };
    }

    private static RegisterTable OpenTable(RegisterSchema schema, string file, string called, RegisterOptions options)
    {
        var sheets = TableFile.Read(file, called);
        string[] names = [.. sheets.Select(s => s.Name)];
        Sheet[] asked = options.Layer is { } wanted ? [.. sheets.Where(s => s.Name == wanted)] : [.. sheets.Where(s => !s.Hidden && s.Rows.Count > 0)];
        if (options.Layer is not null && asked.Length == 0) throw Choose(called, names, options.Layer);
        if (asked.Sum(s => s.Rows.Count) == 0)
        {
            throw new InputException(called, null, "it holds no rows", "check that it is the right file") { Chinese = "表里没有任何内容；请检查是否选错文件" };
        }

        var heads = asked.Select(s => (Sheet: s, Head: TableHead.Find(schema, s, [.. options.Map.Values]))).Where(s => s.Head is not null).ToList();
        var good = heads.Where(s => s.Head!.Fields > 1).ToList();
        if (good.Count > 1 && good.Count(s => s.Head!.Fields == good.Max(g => g.Head!.Fields)) > 1) throw Choose(called, [.. good.Select(g => g.Sheet.Name)], null);
        var chosen = good.Count > 0 ? good.MaxBy(g => g.Head!.Fields) : heads.FirstOrDefault();
        if (chosen.Head is null)
        {
            throw new InputException(called, null, "no row is a head that names the columns", $"write one above the rows, for example {Example(schema)}")
            { Chinese = $"没有找到表头；请在数据上方加一行列名，例如 {Example(schema)}" };
        }

        var (layer, leftOut) = TableRows.Of(chosen.Sheet, chosen.Head);
        if (layer.Features.Count == 0)
        {
            throw new InputException(called, null, $"there are no rows under the head in row {chosen.Head.Line}", "check that it is the right sheet")
            { Chinese = $"第 {chosen.Head.Line} 行表头下面没有数据；请检查是否选错工作表" };
        }

        return new RegisterTable(layer, names, chosen.Head.Line, leftOut) { Units = NotedUnits.In(chosen.Sheet.Rows.TakeWhile(r => r.Number < chosen.Head.Line)) };
    }

    internal static InputException Choose(string called, IReadOnlyList<string> names, string? asked)
    {
        string listed = string.Join(", ", names), zh = string.Join("、", names);
        return asked is null
            ? new InputException(called, "layer", $"the file holds several layers ({listed})", "name one with --layer") { Chinese = $"文件里有多个图层或工作表（{zh}）；请用 --layer 指定一个" }
            : new InputException(called, "layer", $"there is no layer '{asked}'", $"choose one of {listed}") { Chinese = $"没有名为“{asked}”的图层或工作表；可选：{zh}" };
    }

    private static string Example(RegisterSchema schema) => string.Join(", ", schema.Fields.Take(3).Select(f => f.Aliases[0])) + ", 经度, 纬度";
}
