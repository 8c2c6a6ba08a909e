using Geo.Core.Tracking.Recovery;

namespace Geo.Core.Reporting;

/// <summary>The last part: what every figure rests on, and who signs.</summary>
internal sealed class DossierEvidence(DossierInput input, string language)
{
    public void AddTo(List<Block> blocks)
    {
        blocks.Add(new Heading(2, Say("八、证据", "8. Evidence")));
        if (input.Observations.Count == 0)
        {
            blocks.Add(new Words(Say("尚无监测记录。", "No observation yet."), Tone.Strong));
        }
        else
        {
            blocks.Add(new SheetTable(Say("监测记录与影像", "Observations and scenes"),
                [Say("日期", "Date"), Say("影像", "Scene"), Say("看清", "Seen"), Say("覆盖度", "Cover"), Say("参照", "Reference"), Say("参照像元", "Ref. pixels"), Say("影像校验值 SHA-256", "SHA-256 of the source"), Say("备注", "Remark")],
                [.. input.Observations.Select(o => (string[])[DossierWords.Day(o.ObservedAt), o.SceneId, DossierWords.Share(o.ValidShare), DossierWords.Share(o.Cover, o.CoverUncertainty), DossierWords.Share(o.ReferenceCover),
                    DossierWords.Number(o.ReferencePixels, "0"), input.Scenes.TryGetValue(o.SceneId, out var scene) ? scene.Sha256[..16] + "…" : Say("影像已不在", "scene is gone"), o.Missing ?? ""])]));
        }

        if (input.Detections.Count > 0)
        {
            blocks.Add(new SheetTable(Say("本矿山上的疑似图斑", "Detections on the site"),
                [Say("日期", "Date"), Say("类别", "Class"), Say("概率", "Probability"), Say("面积（m²）", "Area (m²)"), Say("复核", "Review"), Say("模型", "Model"), Say("编号", "Id")],
                [.. input.Detections.Select(d => (string[])[DossierWords.Day(d.At), DossierWords.Word(d.Class, language)!, DossierWords.Number(d.Probability), DossierWords.Number(d.Area, "#,0"),
                    DossierWords.Word(d.Review, language) ?? "", d.Model ?? "", d.Id])]));
        }

        if (input.Runs.Count > 0)
        {
            blocks.Add(new SheetTable(Say("作业", "Runs"), [Say("作业编号", "Run"), Say("类型", "Kind"), Say("日期", "Date"), Say("程序版本", "Code version")],
                [.. input.Runs.Select(r => (string[])[r.Id, r.Kind, DossierWords.Day(r.At), r.Code])]));
        }

        RecoveryRules rules = RecoveryRules.Default;
        blocks.Add(new Words(Say(
            FormattableString.Invariant($"逐像元类别：像元覆盖度与同期参照之比（生长季中位数）达 {rules.Recovered:0.00} 为已恢复，达 {rules.Vegetated:0.00} 或较首季提高 {rules.Gain:0.00} 为恢复中，较最好季下降 {rules.Loss:0.00} 为反弹，其余为裸露；各值来源见 data/rules/recovery.json。面积为椭球面投影面积，按像元精确覆盖比例累计。"),
            FormattableString.Invariant($"Pixels: the ratio of a pixel's cover to the reference of the same date (median of a season) from {rules.Recovered:0.00} on is recovered, from {rules.Vegetated:0.00} on or {rules.Gain:0.00} above the first season recovering, {rules.Loss:0.00} below its best season relapsed, else bare; sources in data/rules/recovery.json. Areas are projected, on the ellipsoid, by the exact share of each pixel.")), Tone.Note));
        blocks.Add(new SheetTable(Say("签署", "Signatures"), [Say("编制", "Prepared by"), Say("审核", "Checked by"), Say("负责人", "Responsible"), Say("日期", "Date")], [["\n", "\n", "\n", "\n"]]));
    }

    private string Say(string zh, string en) => language == "zh" ? zh : en;
}
