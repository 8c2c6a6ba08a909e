using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Geo.Core.Reporting.Docx;

/// <summary>A picture in the line of text.</summary>
internal static class DocxPicture
{
    private const long EmuPerTwentieth = 635;

    /// <param name="picture">Name, alternative text, shape.</param>
    /// <param name="relationship">Id of its image part.</param>
    /// <param name="number">Unique in the document.</param>
    /// <param name="width">Width in twentieths of a point.</param>
    public static Drawing Of(Picture picture, string relationship, uint number, int width)
    {
        long cx = width * EmuPerTwentieth, cy = (long)(cx / picture.WidthToHeight);
        var shape = new P.Picture(
            new P.NonVisualPictureProperties(
                new P.NonVisualDrawingProperties { Id = number, Name = picture.Name + ".png", Description = picture.Alternative },
                new P.NonVisualPictureDrawingProperties(new A.PictureLocks { NoChangeAspect = true })),
            new P.BlipFill(new A.Blip { Embed = relationship }, new A.Stretch(new A.FillRectangle())),
            new P.ShapeProperties(
                new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = cx, Cy = cy }),
                new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }));
        return new Drawing(new W.Inline(
            new W.Extent { Cx = cx, Cy = cy },
            new W.DocProperties { Id = number, Name = picture.Name, Description = picture.Alternative },
            new W.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoChangeAspect = true }),
            new A.Graphic(new A.GraphicData(shape) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
    }
}
