using Geo.Core.Vectors;

namespace Geo.Core.Sites.Files;

/// <summary>A register in a vector file, with OGR's complaints in words for clerks.</summary>
internal static class VectorSource
{
    private static readonly string[] s_wanted = [".shx", ".dbf"];

    public static RegisterTable Open(string file, string called, string? layer)
    {
        if (Path.GetExtension(file).Equals(".shp", StringComparison.OrdinalIgnoreCase)) RequireSiblings(file, called);
        try
        {
            var names = VectorFile.Layers(file);
            string chosen = layer is not null ? names.FirstOrDefault(n => n == layer) ?? throw RegisterSource.Choose(called, names, layer)
                : names.Count == 1 ? names[0]
                : names.Count == 0 ? throw new InputException(called, "layer", "the file holds no layer", "check that it is the right file") { Chinese = "文件里没有图层；请检查是否选错文件" }
                : throw RegisterSource.Choose(called, names, null);
            var read = VectorFile.Read(file, chosen);
            return read.Features.Count > 0 ? new RegisterTable(read, names, null, []) { MayBeCut = Path.GetExtension(file).Equals(".shp", StringComparison.OrdinalIgnoreCase) }
                : throw new InputException(called, "layer", $"the layer '{chosen}' holds no records", "check that it is the right file") { Chinese = $"图层“{chosen}”没有记录；请检查是否选错文件" };
        }
        catch (GdalException broken)
        {
            string why = broken.GdalMessage.Replace(Path.GetFullPath(file), Path.GetFileName(called), StringComparison.Ordinal);
            throw new InputException(called, null, $"the file is damaged or of a kind that is not read ({why})", "open it in QGIS and save it as GeoPackage", broken)
            { Chinese = $"文件已损坏或格式不支持（{why}）；请在 QGIS 中打开后另存为 GeoPackage" };
        }
        catch (InputException english) when (english.Chinese is null)
        {
            bool solids = english.Field == "geometry";
            throw new InputException(called, english.Field, english.Problem, english.Mend, english)
            { Chinese = solids ? "图形是三维面或已损坏，不能使用；请先转换为多边形" : "文件不能读取；请在 QGIS 中检查" };
        }
    }

    // A shapefile is three files at least; people send one.
    private static void RequireSiblings(string file, string called)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!, stem = Path.GetFileNameWithoutExtension(file);
        string[] there = [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).Where(n => Path.GetFileNameWithoutExtension(n!).Equals(stem, StringComparison.OrdinalIgnoreCase)).Select(n => Path.GetExtension(n)!.ToLowerInvariant())];
        string[] missing = [.. s_wanted.Except(there)];
        if (missing.Length > 0)
        {
            string all = string.Join(", ", missing), zh = string.Join("、", missing);
            throw new InputException(called, null, $"the {all} that belongs beside it is missing", "copy all files of the shapefile, or pack them into one .zip")
            { Chinese = $"缺少同名的 {zh} 文件；请把 Shapefile 的全部文件一起复制，或打包成一个 .zip" };
        }
    }
}
