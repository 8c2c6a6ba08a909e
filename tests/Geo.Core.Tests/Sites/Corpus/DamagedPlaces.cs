using NetTopologySuite.Geometries;
using static Geo.Core.Tests.Sites.Corpus.DamagedFile;

namespace Geo.Core.Tests.Sites.Corpus;

/// <summary>Vector files, archives, and coordinates of unknown or wrong systems.</summary>
internal static class DamagedPlaces
{
    /// <summary>Donghe, about.</summary>
    public static Envelope Donghe { get; } = new(109.94, 110.44, 40.46, 40.65);

    public static IEnumerable<DamagedFile> All()
    {
        var shape = Shapefile();
        DamagedFile Packed(string name, params string[] parts) => new(name, Zip([.. parts.Select(p => ($"矿山{p}", shape[p]))]), $"{name}：缺少同名的 {Missing(parts, "、")} 文件；请把 Shapefile 的全部文件一起复制，或打包成一个 .zip",
            $"{name}: the {Missing(parts, ", ")} that belongs beside it is missing; copy all files of the shapefile, or pack them into one .zip");
        yield return Packed("no-shx.zip", ".shp", ".dbf");
        yield return Packed("no-dbf.zip", ".shp", ".shx");
        yield return new("alone.shp", shape[".shp"], "alone.shp：缺少同名的 .shx、.dbf 文件；请把 Shapefile 的全部文件一起复制，或打包成一个 .zip", "alone.shp: the .shx, .dbf that belongs beside it is missing; copy all files of the shapefile, or pack them into one .zip");
        yield return new("parts.zip", Zip(("m.shx", shape[".shx"]), ("m.dbf", shape[".dbf"])), "parts.zip：压缩包里没有 Shapefile、GeoPackage、GeoJSON、KML 或表格；请打包台账文件本身", "parts.zip: the archive holds no shapefile, GeoPackage, GeoJSON, KML or table; pack the register itself");
        byte[] zip = Zip(("m.shp", shape[".shp"]), ("m.shx", shape[".shx"]), ("m.dbf", shape[".dbf"]));
        yield return new("truncated.zip", zip[..(zip.Length / 2)], "truncated.zip：压缩包已损坏或不完整；请重新打包复制", "truncated.zip: the archive is damaged or cut off; pack and copy it again");
        byte[] flipped = [.. zip];
        for (int i = 40; i < 90; i++) flipped[i] ^= 0x55;
        yield return new("damaged.zip", flipped, "damaged.zip：压缩包已损坏、不完整或有密码；请重新打包复制，不要设密码", "damaged.zip: the archive is damaged, cut off or encrypted; pack and copy it again, without a password");
        yield return new("many.zip", Zip([.. Enumerable.Range(0, 2001).Select(i => ($"{i}.txt", (byte[])[]))]), "many.zip：解压后超过 512 MB 或 2000 个文件，不像台账；请检查是否选错文件", "many.zip: it unpacks to more than 512 MB or 2000 files: no register is that large; check that it is the right file");
        yield return new("several.zip", Zip(("a.csv", Csv("编号\n1")), ("b.csv", Csv("编号\n2"))), "several.zip：layer：文件里有多个图层或工作表（a、b）；请用 --layer 指定一个", "several.zip: layer: the file holds several layers (a, b); name one with --layer");
        yield return new("old.rar", Csv("Rar!\u001a\u0007"), "old.rar：不支持这种压缩包；请解压后改为 .zip", "old.rar: archives of this kind are not read; unpack it and pack the register as .zip");
        yield return new("cut.geojson", Csv("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"M1\"},\"geometry\":{\"type\":\"Poi"), "cut.geojson：文件已损坏或格式不支持（…", "cut.geojson: the file is damaged or of a kind that is not read (…");
        yield return new("other.json", Csv("{\"name\":\"x\"}"), "other.json：文件已损坏或格式不支持（…", "other.json: the file is damaged or of a kind that is not read (…");
        yield return new("cut.gpkg", [.. "SQLite format 3\0"u8, .. new byte[600]], "cut.gpkg：文件已损坏或格式不支持（…", "cut.gpkg: the file is damaged or of a kind that is not read (…");
        yield return new("no-features.geojson", Csv("{\"type\":\"FeatureCollection\",\"features\":[]}"), "no-features.geojson：layer：图层“no-features”没有记录；请检查是否选错文件", "no-features.geojson: layer: the layer 'no-features' holds no records; check that it is the right file");
        const string folder = "<Folder><name>{0}</name><Placemark><name>p</name><Point><coordinates>110.2,40.55</coordinates></Point></Placemark></Folder>";
        string kml = $"<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>{folder.Replace("{0}", "一期", StringComparison.Ordinal)}{folder.Replace("{0}", "二期", StringComparison.Ordinal)}</Document></kml>";
        yield return new("folders.kml", Csv(kml), "folders.kml：layer：文件里有多个图层或工作表（一期、二期）；请用 --layer 指定一个", "folders.kml: layer: the file holds several layers (一期, 二期); name one with --layer");

        // cs2cs -f %.3f EPSG:4490 EPSG:4546 <<< "40.55 110.2" -> 4490908.556 432235.817 (see CrsGuessTests)
        yield return new("metres.csv", Csv("编号,X,Y\nM1,4490908.556,432235.817\n"),
            "坐标是米制，文件没有坐标系；能使其落在本区的有：EPSG:4546（CGCS2000 3度带，中央经线 111°，不带带号）；EPSG:32649（WGS 84 UTM 49N）；EPSG:2382（西安80 3度带，中央经线 111°，不带带号（须有当地转换参数））；EPSG:2434（北京54 3度带，中央经线 111°，不带带号（须有当地转换参数））；请确认后加上 --source-crs EPSG:4546 重新导入",
            "the coordinates are metres and the file names no coordinate system; these put them into the district: EPSG:4546 (CGCS2000, 3° zone, meridian 111° E, no zone before the easting); EPSG:32649 (WGS 84 / UTM zone 49N); EPSG:2382 (Xi'an 1980, 3° zone, meridian 111° E, no zone before the easting (needs local parameters)); EPSG:2434 (Beijing 1954, 3° zone, meridian 111° E, no zone before the easting (needs local parameters)); confirm one by typing --source-crs EPSG:4546")
        { Options = new() { District = Donghe } };
        yield return new("nowhere.csv", Csv("编号,X,Y\nM1,777,888\n"), "坐标是米制，文件没有坐标系，且没有任何常用坐标系能使其落在本区；请用 --source-crs EPSG:编码 指定",
            "the coordinates are metres and the file names no coordinate system; none in use puts them into the district; name it with --source-crs EPSG:n")
        { Options = new() { District = Donghe } };
        DamagedFile With(string crs, string zh, string en) => new("crs.csv", Csv("编号,X,Y\nM1,4490908.556,432235.817\n"), zh, en) { Options = new() { SourceCrs = crs } };
        yield return With("EPSG:2382", "crs.csv：source-crs：EPSG:2382（西安80）与 CGCS2000 相差约 50–150 米，转换参数因地而异且不公开；请向测绘部门取得参数后加上 --source-crs \"EPSG:2382+towgs84=DX,DY,DZ\"，或先转换为 CGCS2000",
            "crs.csv: source-crs: EPSG:2382 (Xi'an 1980) lies some 50 to 150 m off CGCS2000, by parameters that differ by region and are not public; type --source-crs \"EPSG:2382+towgs84=DX,DY,DZ\" with the surveying authority's parameters, or have the file converted to CGCS2000");
        yield return With("EPSG:2434+towgs84=1,2", "EPSG:2434+towgs84=1,2：source-crs：towgs84 须为 3 个或 7 个数字，且只用于西安80、北京54 的编码；例如 EPSG:2382+towgs84=DX,DY,DZ", "EPSG:2434+towgs84=1,2: source-crs: towgs84 takes 3 or 7 numbers, behind a code of Xi'an 1980 or Beijing 1954; write as EPSG:2382+towgs84=DX,DY,DZ");
        yield return With("本地坐标", "crs.csv：source-crs：“本地坐标”不是坐标系；请写 EPSG:4546、gcj02 或 bd09", "crs.csv: source-crs: '本地坐标' names no coordinate system; write EPSG:4546, gcj02 or bd09");
        // The file claims the zone of 114° E for metres of the zone of 111° E: 3° of longitude east of where it lies.
        byte[] wrong = Csv("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4547\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"M1\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[432235.817,4490908.556]}}]}");
        yield return new("wrong-zone.geojson", wrong, "位置距本区约 234 公里，请检查坐标和分带（--source-crs）", "the place lies some 234 km off the district: check the coordinates and their zone (--source-crs)") { Options = new() { District = Donghe }, Row = 1 };
        yield return new("wrong-zone-file.geojson", wrong,
            "坐标是米制，文件声明的 EPSG:4547 不能使任何一行落在本区；能使其落在本区的有：EPSG:4546（CGCS2000 3度带，中央经线 111°，不带带号）；EPSG:32649（WGS 84 UTM 49N）；EPSG:2382（西安80 3度带，中央经线 111°，不带带号（须有当地转换参数））；EPSG:2434（北京54 3度带，中央经线 111°，不带带号（须有当地转换参数））；请确认后加上 --source-crs EPSG:4546 重新导入",
            "the coordinates are metres and the file's own EPSG:4547 puts no row into the district; these put them into the district: EPSG:4546 (CGCS2000, 3° zone, meridian 111° E, no zone before the easting); EPSG:32649 (WGS 84 / UTM zone 49N); EPSG:2382 (Xi'an 1980, 3° zone, meridian 111° E, no zone before the easting (needs local parameters)); EPSG:2434 (Beijing 1954, 3° zone, meridian 111° E, no zone before the easting (needs local parameters)); confirm one by typing --source-crs EPSG:4546")
        { Options = new() { District = Donghe } };
    }

    private static string Missing(string[] parts, string between) => string.Join(between, new[] { ".shx", ".dbf" }.Except(parts));
}
