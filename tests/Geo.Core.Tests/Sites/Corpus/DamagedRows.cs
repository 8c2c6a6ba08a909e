using Geo.Testing;
using static Geo.Core.Tests.Sites.Corpus.DamagedFile;

namespace Geo.Core.Tests.Sites.Corpus;

/// <summary>Rows that cannot be taken among others that can.</summary>
internal static class DamagedRows
{
    public static IEnumerable<DamagedFile> All()
    {
        DamagedFile Row(string name, string head, string cells, string zh, string en, string kind = "mine-sites", int row = 1) =>
            new(name, Csv($"{head}\n{cells}\n"), zh, en) { Kind = kind, Row = row };
        DamagedFile Cell(string name, object? code, object? area, object? lon, string zh, string en) =>
            new(name, XlsxFile.Of(["编号", "面积", "经度", "纬度"], [code, area, lon, 40.55]).Bytes(), zh, en) { Row = 1 };
        const string place = "编号,经度,纬度";

        yield return Row("twice.csv", place, "M1,110.2,40.55\nM1,110.3,40.55", "编号 M1 与第 1 条（表中第 2 行）重复", "code M1 occurs already in row 1 (line 2 of the file)", row: 2);
        yield return Row("without-code.csv", place, ",110.2,40.55", "没有编号", "there is no code");
        yield return Cell("code-date.xlsx", new DateOnly(2024, 3, 1), null, 110.2, "编号被 Excel 变成了日期（2024-03-01），请把该列设为文本后重新填写", "Excel has turned the code into a date (2024-03-01): format the column as text and type it again");
        yield return Row("code-date.csv", place, "3月1日,110.2,40.55", "编号被 Excel 变成了日期（3月1日），请把该列设为文本后重新填写", "Excel has turned the code into a date (3月1日): format the column as text and type it again");
        yield return Row("code-short.csv", place, "1.50207E+17,110.2,40.55", "编号被 Excel 缩写为“1.50207E+17”，请把该列设为文本后重新填写", "Excel has shortened the code to '1.50207E+17': format the column as text and type it again");
        yield return Cell("code-long.xlsx", 150207000000000100d, null, 110.2, "编号超过 15 位，Excel 已丢失末尾数字（1.502070000000001E+17），请把该列设为文本后重新填写", "the code has more than 15 digits, of which Excel has lost the last (1.502070000000001E+17): format the column as text and type it again");
        yield return Cell("fault-code.xlsx", new XlsxFile.Fault("#N/A"), null, 110.2, "编号：单元格是公式错误 #N/A", "code: the cell holds the formula error #N/A");
        yield return Cell("fault-area.xlsx", "M1", new XlsxFile.Fault("#REF!"), 110.2, "面积：单元格是公式错误 #REF!", "listed_area_m2: the cell holds the formula error #REF!");
        yield return Cell("fault-place.xlsx", "M1", 3d, new XlsxFile.Fault("#VALUE!"), "坐标单元格是公式错误 #VALUE!", "a coordinate's cell holds the formula error #VALUE!");
        yield return Row("swapped.csv", place, "M1,40.55,110.2", "经纬度疑似颠倒，请交换两列（--map lon=lat --map lat=lon）", "longitude and latitude look swapped: swap the columns (--map lon=lat --map lat=lon)");
        yield return Row("null-island.csv", place, "M1,0,0", "位置（0, 0）不在中国范围内，请检查坐标系（--source-crs）", "the place (0, 0) is outside of China: check the coordinate system (--source-crs)");
        yield return Row("nan.csv", place, "M1,NaN,40.55", "“NaN”不是坐标（可写 109.5812 或 109°34′52.3″）", "'NaN' is no coordinate (write 109.5812 or 109°34′52.3″)");
        yield return Row("infinite.csv", place, "M1,1e999,40.55", "“1e999”不是坐标（可写 109.5812 或 109°34′52.3″）", "'1e999' is no coordinate (write 109.5812 or 109°34′52.3″)");
        yield return Row("minutes.csv", place, "M1,109°75′12″,40.55", "“109°75′12″”不是有效的度分秒（分、秒须小于 60，只有最后一项可带小数）", "'109°75′12″' is no angle: minutes and seconds are below 60, and only the last part has a fraction");
        yield return Row("comma.csv", "编号;经度;纬度", "M1;109,5812;40,55", "“109,5812”不是坐标（可写 109.5812 或 109°34′52.3″）", "'109,5812' is no coordinate (write 109.5812 or 109°34′52.3″)");
        yield return Row("no-place.csv", place, "M1,,", "没有图形", "there is no geometry");
        yield return Row("half-place.csv", place, "M1,110.2,", "没有图形", "there is no geometry");
        yield return Row("wkt-nan.csv", "编号,wkt", "M1,POINT (NaN 40.55)", "坐标含有非数值", "a coordinate is not a number");
        yield return Row("wkt-broken.csv", "编号,wkt", "M1,\"POLYGON ((110 40, 110.1 40\"", "图形文字不是 WKT：“POLYGON ((110 40, 110.1 40”", "the geometry is no WKT: 'POLYGON ((110 40, 110.1 40'");
        yield return Row("wkt-line.csv", "编号,wkt", "M1,\"LINESTRING (110 40, 110.1 40)\"", "图形类型 LineString 不适用，须为面（或闭合的线）或一个点", "a LineString does not fit this register, which takes an area, a closed line, or one point");
        yield return Row("wkt-empty.csv", "编号,wkt", "M1,POLYGON EMPTY", "没有图形", "there is no geometry");
        yield return Row("corners.csv", "编号,拐点坐标", "M1,\"110.1,40.5;110.2,40.5;110.2\"", "“110.2”不是一对坐标", "'110.2' is no pair of coordinates");
        yield return Row("area-comma.csv", "编号;面积;经度;纬度", "M1;12,5;110.2;40.55", "面积：“12,5”不是非负数", "listed_area_m2: '12,5' is not a number of 0 or more");
        yield return Row("area-negative.csv", "编号,面积,经度,纬度", "M1,-3,110.2,40.55", "面积：“-3”不是非负数", "listed_area_m2: '-3' is not a number of 0 or more");
        yield return Row("area-words.csv", "编号,面积,经度,纬度", "M1,约三十亩,110.2,40.55", "面积：“约三十亩”不是非负数", "listed_area_m2: '约三十亩' is not a number of 0 or more");
        yield return Row("mass-volume.csv", "编号,堆存量,经度,纬度", "D1,1.2万m³,110.2,40.55", "堆存量：“1.2万m³”的单位“万m³”在此不适用（应为 t）", "estimated_tonnes: the unit '万m³' of '1.2万m³' does not fit here (t is wanted)", "dumps");
        yield return Row("year.csv", "编号,计划年度,经度,纬度", "M1,明年,110.2,40.55", "计划年度：“明年”不是年份", "planned_year: '明年' is not a year");
        yield return Row("grade.csv", "编号,管控级别,经度,纬度", "D1,四级,110.2,40.55", "管控级别：“四级”不在代码表中，可用：I (一级), II (二级), III (三级)", "control_grade: '四级' is not in the list; use one of I (一级), II (二级), III (三级)", "dumps");
    }
}
