"""qgis_project.py PROJECT.qgs GEOPACKAGE [RASTER]: a project for QGIS Server: detections as WFS and, where given, the raster as WMS (bands 3, 2, 1 from 1000 to 4000). Wants python3-qgis."""
import os
import sys

os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from qgis.core import (QgsApplication, QgsContrastEnhancement, QgsCoordinateReferenceSystem, QgsMultiBandColorRenderer, QgsProject, QgsRasterLayer, QgsVectorLayer)

application = QgsApplication([], False)
application.initQgis()
target, geopackage = sys.argv[1:3]
project = QgsProject.instance()
project.setCrs(QgsCoordinateReferenceSystem('EPSG:4326'))
vector = QgsVectorLayer(f'{geopackage}|layername=detections', 'detections', 'ogr')
assert vector.isValid(), geopackage
vector.setCrs(QgsCoordinateReferenceSystem('EPSG:4326'))
project.addMapLayer(vector)
project.writeEntry('WFSLayers', '/', [vector.id()])
project.writeEntry('WFSLayersPrecision', '/' + vector.id(), 7)
project.writeEntry('WMSMaxWidth', '/', 4096)
if len(sys.argv) > 3:
    raster = QgsRasterLayer(sys.argv[3], 'scene')
    assert raster.isValid(), sys.argv[3]
    renderer = QgsMultiBandColorRenderer(raster.dataProvider(), 3, 2, 1)
    for band, put in ((3, renderer.setRedContrastEnhancement), (2, renderer.setGreenContrastEnhancement), (1, renderer.setBlueContrastEnhancement)):
        stretch = QgsContrastEnhancement(raster.dataProvider().dataType(band))
        stretch.setMinimumValue(1000)
        stretch.setMaximumValue(4000)
        stretch.setContrastEnhancementAlgorithm(QgsContrastEnhancement.StretchToMinimumMaximum)
        put(stretch)
    raster.setRenderer(renderer)
    project.addMapLayer(raster)
assert project.write(target)
application.exitQgis()
