namespace Geo.Core.Tracking;

/// <summary>Why a value of an observation is missing, in one line: Chinese / English.</summary>
internal static class ObservationGap
{
    public const string NothingSeen = "图斑内无清晰像元 / no clear pixel on the site";

    public static string SeenTooLittle(Observation o, double needed) => FormattableString.Invariant(
        $"图斑清晰可见比例仅 {o.ValidShare:0.00}，需 {needed:0.00}（{Causes(o, true)}） / only {o.ValidShare:0.00} of the site is seen clearly, {needed:0.00} are needed ({Causes(o, false)})");

    public static string TooFewAround(int pixels, double needed) => FormattableString.Invariant(
        $"周边未受扰动的参照像元 {pixels} 个，需 {needed:0} 个 / {pixels} undisturbed pixels around the site, {needed:0} are needed");

    public static string ReferenceTooBare(double around, double above, double needed) => FormattableString.Invariant(
        $"当日参照植被覆盖度 {around:0.00}，仅高于裸地 {above:0.00}，需 {needed:0.00} / the reference itself has a cover of {around:0.00} on this date, {above:0.00} above bare ground, {needed:0.00} are needed");

    // What none of the masks explains lies outside of the scene, or holds no data.
    private static string Causes(Observation o, bool chinese)
    {
        double known = (o.CloudShare ?? 0) + (o.ShadowShare ?? 0) + (o.SnowShare ?? 0) + (o.HazeShare ?? 0);
        (string Zh, string En, double? Share)[] causes =
        [
            ("云", "cloud", o.CloudShare), ("云影", "shadow", o.ShadowShare), ("雪", "snow", o.SnowShare), ("霾", "haze", o.HazeShare),
            ("影像外或无数据", "outside the scene or no data", 1 - o.ValidShare - known),
        ];
        return string.Join(chinese ? "、" : ", ", causes.Where(cause => cause.Share > 0.005)
            .Select(cause => FormattableString.Invariant($"{(chinese ? cause.Zh : cause.En)} {cause.Share:0.00}")));
    }
}
