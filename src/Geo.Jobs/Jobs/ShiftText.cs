using System.Globalization;
using Geo.Core.Imagery;
using Geo.Core.Sites;

namespace Geo.Jobs.Jobs;

/// <summary>A scene's shift in words.</summary>
internal static class ShiftText
{
    /// <summary>What a person must know: that a scene is off, or was moved; null where there is nothing to say.</summary>
    public static Reason? Warning(Scene scene)
    {
        if (scene.Shift is not { EastMetres: { } east, NorthMetres: { } north } shift) return null;
        string zh = $"{Side(east, "东", "西")}、{Side(north, "北", "南")}", en = $"{Side(east, "east", "west")} and {Side(north, "north", "south")}";
        return shift.State switch
        {
            ShiftState.Off => new Reason($"与参考影像 {shift.Reference} 相差超过一个像元（偏{zh}，± {Number(shift.UncertaintyMetres ?? 0)} 米）：运行 geowfc coregister --correct {scene.Id} 校正",
                $"it lies over one pixel off the reference scene {shift.Reference} ({en}, ± {Number(shift.UncertaintyMetres ?? 0)} m): correct it with geowfc coregister --correct {scene.Id}"),
            ShiftState.Corrected => new Reason($"原偏离参考影像 {shift.Reference}（偏{zh}），已校正", $"it lay off the reference scene {shift.Reference} ({en}) and was moved back"),
            _ => null,
        };

        static string Side(double metres, string positive, string negative) =>
            positive.Length == 1 ? $"{(metres >= 0 ? positive : negative)} {Number(Math.Abs(metres))} 米" : $"{Number(Math.Abs(metres))} m {(metres >= 0 ? positive : negative)}";
    }

    private static string Number(double metres) => metres.ToString("0.#", CultureInfo.InvariantCulture);
}
