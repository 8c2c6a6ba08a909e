using Geo.Core.Vectors;

namespace Geo.Core.Sites;

/// <summary>What concerns a file as a whole.</summary>
internal static class RegisterRemarks
{
    public static IEnumerable<Reason> Of(ColumnMap columns, VectorLayer layer, IReadOnlyList<RegisterRow> rows, bool turned)
    {
        if (columns.PartsOf("lon") is { Count: > 1 } parts)
        {
            yield return new Reason($"经度由“{string.Join("”“", parts)}”各列合成，纬度同样", $"longitude is put together from the columns '{string.Join("', '", parts)}', latitude likewise");
        }

        if (turned && columns.Find("position") is { } corners && columns.Find("lon") is null)
        {
            yield return new Reason($"“{corners.Name}”列先写北坐标、后写东坐标（测绘习惯），已按此读取", $"column '{corners.Name}' holds the northing before the easting, as surveyors write; it was read so");
        }
        else if (turned)
        {
            yield return new Reason(
                $"“{columns.Find("lon")?.Name}”列是北坐标、“{columns.Find("lat")?.Name}”列是东坐标（测绘习惯），已按此读取",
                $"column '{columns.Find("lon")?.Name}' holds northings and '{columns.Find("lat")?.Name}' eastings, as surveyors write; they were read so");
        }

        if (columns.Find("lon") is { } lon && columns.Find("lat") is { } lat && rows.Count(r => r.Reasons.Any(x => x.Zh.StartsWith(Places.RegisterGeometry.Swapped, StringComparison.Ordinal))) is > 0 and var swapped && swapped * 2 > rows.Count)
        {
            yield return new Reason(
                $"“{lon.Name}”与“{lat.Name}”两列颠倒：请加上 --map \"lon={lat.Name}\" \"lat={lon.Name}\" 重新导入",
                $"the columns '{lon.Name}' and '{lat.Name}' are swapped: type --map \"lon={lat.Name}\" \"lat={lon.Name}\"");
        }

        if (columns.Find("code") is { } code && layer.Features.Count > 0 && layer.Features.All(f => f.Attributes.GetValueOrDefault(code.Name) is null or double))
        {
            yield return new Reason(
                "编号列在 Excel 中是数字：开头的 0 可能已丢失，请核对",
                "the codes are numbers in Excel: zeros in front may be lost, so compare them");
        }
    }
}
