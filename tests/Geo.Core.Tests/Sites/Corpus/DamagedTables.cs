using System.IO.Compression;
using System.Text;
using Geo.Core.Sites;
using Geo.Testing;
using static Geo.Core.Tests.Sites.Corpus.DamagedFile;

namespace Geo.Core.Tests.Sites.Corpus;

/// <summary>Tables that are damaged, locked, something else, or without a head.</summary>
internal static class DamagedTables
{
    private static readonly object?[] s_head = ["编号", "名称", "经度", "纬度"];
    private static readonly object?[] s_row = ["M1", "甲", 110.2, 40.55];

    private static RegisterOptions Map(string field, string column) => new() { Map = new Dictionary<string, string> { [field] = column } };

    // The archive is whole; the XML of its sheet breaks off.
    private static byte[] CutSheet(byte[] workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook));
        return Zip([.. archive.Entries.Select(e =>
        {
            using var part = e.Open();
            using var all = new MemoryStream();
            part.CopyTo(all);
            byte[] bytes = all.ToArray();
            return (e.FullName, e.Name == "sheet1.xml" ? bytes[..(bytes.Length * 2 / 3)] : bytes);
        })]);
    }

    public static IEnumerable<DamagedFile> All()
    {
        byte[] good = XlsxFile.Of(s_head, s_row).Bytes();
        const string broken = "工作簿已损坏或不完整；请重新复制，或用 Excel 打开后另存为 .xlsx", brokenEn = "the workbook is damaged or cut off; copy it again, or open it in Excel and save it as .xlsx";
        yield return new("truncated.xlsx", good[..(good.Length * 6 / 10)], $"truncated.xlsx：{broken}", $"truncated.xlsx: {brokenEn}");
        yield return new("cut-sheet.xlsx", CutSheet(good), $"cut-sheet.xlsx：{broken}", $"cut-sheet.xlsx: {brokenEn}");
        yield return new("rubbish.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Enumerable.Repeat((byte)0x5A, 900)], $"rubbish.xls：{broken}", $"rubbish.xls: {brokenEn}");
        yield return new("cut.xls", XlsFile.Of("台账", [s_head, s_row])[..1700], $"cut.xls：{broken}", $"cut.xls: {brokenEn}");
        yield return new("locked.xlsx", XlsFile.Locked(), "locked.xlsx：工作簿有密码保护；请在 Excel 中取消密码后重新保存", "locked.xlsx: the workbook is locked by a password; open it in Excel, take the password off and save it again");
        const string page = "这是网页文件，只是扩展名像表格；请用 Excel 或 WPS 打开后另存为 .xlsx", pageEn = "it is a web page that was saved with the ending of a spreadsheet; open it in Excel or WPS and save it as .xlsx";
        yield return new("page.xls", Csv("<html><head><meta charset=\"gbk\"></head><table><tr><td>编号</td></tr></table></html>"), $"page.xls：{page}", $"page.xls: {pageEn}");
        yield return new("2003.xls", Csv("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>"), $"2003.xls：{page}", $"2003.xls: {pageEn}");
        yield return new("empty.csv", [], "empty.csv：文件是空的；请检查是否复制完整", "empty.csv: the file is empty; check that it was copied whole");
        yield return new("empty.xlsx", XlsxFile.Of().Bytes(), "empty.xlsx：表里没有任何内容；请检查是否选错文件", "empty.xlsx: it holds no rows; check that it is the right file");
        yield return new("blank.csv", Csv("\n , ,\n\n"), "blank.csv：表里没有任何内容；请检查是否选错文件", "blank.csv: it holds no rows; check that it is the right file");
        const string noHead = "没有找到表头；请在数据上方加一行列名，例如 编号, 名称, 所在镇, 经度, 纬度", noHeadEn = "no row is a head that names the columns; write one above the rows, for example 编号, 名称, 所在镇, 经度, 纬度";
        yield return new("no-head.csv", Csv("M1,甲,110.2,40.55\nM2,乙,110.3,40.55\n"), $"no-head.csv：{noHead}", $"no-head.csv: {noHeadEn}");
        yield return new("title-only.xlsx", XlsxFile.Of(["东河区历史遗留矿山台账"], [], ["（本页无数据）"]).Bytes(), $"title-only.xlsx：{noHead}", $"title-only.xlsx: {noHeadEn}");
        yield return new("merged-all.xlsx", XlsxFile.Of(["台账", null, null], [], [null, null, null], ["x"]).Merged("A1:D4").Bytes(), $"merged-all.xlsx：{noHead}", $"merged-all.xlsx: {noHeadEn}");
        yield return new("head-only.xlsx", XlsxFile.Of(["台账"], s_head).Bytes(), "head-only.xlsx：第 2 行表头下面没有数据；请检查是否选错工作表", "head-only.xlsx: there are no rows under the head in row 2; check that it is the right sheet");
        yield return new("two-sheets.xlsx", XlsxFile.Of(s_head, s_row).With("二期", [s_head, s_row]).Bytes(), "two-sheets.xlsx：layer：文件里有多个图层或工作表（台账、二期）；请用 --layer 指定一个", "two-sheets.xlsx: layer: the file holds several layers (台账, 二期); name one with --layer");
        yield return new("other-sheet.xlsx", good, "other-sheet.xlsx：layer：没有名为“三期”的图层或工作表；可选：台账", "other-sheet.xlsx: layer: there is no layer '三期'; choose one of 台账") { Options = new() { Layer = "三期" } };
        yield return new("no-code.csv", Csv("名称,经度,纬度\n甲,110.2,40.55\n"), "no-code.csv：code：没有找到编号列；请用 --map code=列名 指定，现有列：名称、经度、纬度", "no-code.csv: code: no column is the code (编号); name it with --map code=COLUMN; the columns are 名称, 经度, 纬度");
        yield return new("no-column.csv", Csv("编号,经度,纬度\nM1,110.2,40.55\n"), "no-column.csv：矿名：没有这一列；现有列：编号、经度、纬度", "no-column.csv: 矿名: there is no such column; the columns are 编号, 经度, 纬度") { Options = Map("name", "矿名") };
        yield return new("no-field.csv", Csv("编号,经度,纬度\nM1,110.2,40.55\n"), "no-field.csv：depth：台账没有这个字段；可用 code、name、kind、lon、lat、wkt、position", "no-field.csv: depth: the register has no such field; use one of code, name, kind, lon, lat, wkt, position") { Kind = "rivers", Options = Map("depth", "编号") };
        byte[] text = Encoding.UTF8.GetBytes("编号,名称,经度,纬度\nM1,历史遗留矿山石灰窑采坑,110.2,40.55\nM2,沙尔沁镇白灰矿采坑,110.3,40.55\n");
        text[40] = 0xFF;
        yield return new("damaged-text.csv", text, "damaged-text.csv：文字已损坏：部分字节不是 UTF-8、UTF-16 或 GB18030；请重新复制，或另存为 UTF-8", "damaged-text.csv: its text is damaged: some bytes are no UTF-8, UTF-16 or GB18030; copy the file again, or save it as UTF-8");
        yield return new("open-quote.csv", Csv("编号,名称,经度,纬度\nM1,甲,110.2,40.55\nM2,\"乙,110.3,40.55\nM3,丙,110.3,40.55\n"), "open-quote.csv：第 3 行的引号没有闭合；请补上引号或重新保存", "open-quote.csv: the quotation mark that opens in line 3 is never closed; close it, or save the table anew");
        yield return new("too-long.csv", Csv("编号,名称\n" + string.Concat(Enumerable.Repeat("M,甲\n", 200_000))), "too-long.csv：超过 200000 行；请拆分成多个文件", "too-long.csv: it holds more than 200000 rows; split it into several files");
        const string wide = "第 2 行超过 500 列；请删除与台账无关的列", wideEn = "row 2 holds more than 500 columns; delete those that are no part of the register";
        yield return new("too-wide.csv", Csv("编号,名称\nM,甲" + string.Concat(Enumerable.Repeat(",丙", 499)) + "\n"), $"too-wide.csv：{wide}", $"too-wide.csv: {wideEn}");
        yield return new("too-wide.xlsx", XlsxFile.Of(s_head, [.. s_row, .. Enumerable.Repeat<object?>(null, 500 - s_row.Length), "备注"]).Bytes(), $"too-wide.xlsx：{wide}", $"too-wide.xlsx: {wideEn}");
        yield return new("gone.csv", null, "gone.csv：没有这个文件；请检查路径", "gone.csv: there is no such file; check the path");
        yield return new("report.pdf", Csv("%PDF-1.7\n1 0 obj"), "report.pdf：这是图片或 PDF，读不出台账；请提供原始表格或图层", "report.pdf: it is a picture or a PDF, which holds no rows; give the table or the layer that it was made from");
        yield return new("letter.xlsx", Zip(("word/document.xml", Csv("<w/>")), ("[Content_Types].xml", Csv("<Types/>"))), "letter.xlsx：压缩包里没有 Shapefile、GeoPackage、GeoJSON、KML 或表格；请打包台账文件本身", "letter.xlsx: the archive holds no shapefile, GeoPackage, GeoJSON, KML or table; pack the register itself");
    }
}
