import { Type } from '@sinclair/typebox'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../common/http/schema.ts'
import { MAX_IMAGES } from '../model/property-image.ts'
import { exampleImage, type ImageDto } from './image-dto.ts'
import { exampleProperty, type PropertyDto } from './property-dto.ts'
import { imageId, imageParams, propertyParams, tags, WriteHeaders } from './property-parameters.ts'
import { exampleUpload, type UploadDto, type WantedImages } from './upload-dto.ts'

/* What each operation on images takes and answers. */

export const createImageUploads = {
  operationId: 'createImageUploads',
  summary: 'Ask for image uploads',
  description:
    `One upload for each image, within the ${MAX_IMAGES} that a property may have. The client posts the file there by ` +
    'itself, and then confirms it; until then it is no part of the property.',
  tags,
  params: propertyParams,
  body: refTo<WantedImages>('WantedImages'),
  response: {
    201: jsonResponse(Type.Object({ uploads: Type.Array(refTo<UploadDto>('ImageUpload')) }), {
      description: 'Where the images go, in the order of the request',
      examples: { uploads: { uploads: [exampleUpload] } },
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}

export const listPropertyImages = {
  operationId: 'listPropertyImages',
  summary: 'List the images of a property',
  description: 'All of them in their order, each with a fresh URL.',
  tags,
  params: propertyParams,
  response: {
    200: jsonResponse(Type.Object({ items: Type.Array(refTo<ImageDto>('PropertyImage')) }), {
      description: 'The images',
      examples: { images: { items: [exampleImage] } },
    }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const confirmImage = {
  operationId: 'confirmImage',
  summary: 'Confirm an image upload',
  description:
    'Looks at the bytes that were uploaded, and makes them the last image of the property. One that was confirmed ' +
    'before is answered as it is.',
  tags,
  params: imageParams,
  response: {
    200: jsonResponse(refTo<ImageDto>('PropertyImage'), {
      description: 'The image, now a part of the property',
      examples: { image: exampleImage },
    }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}

export const orderImages = {
  operationId: 'orderImages',
  summary: 'Put the images in order',
  description: 'Takes the ids of all images of the property, each once, in their new order.',
  tags,
  params: propertyParams,
  headers: WriteHeaders,
  body: strictObject(
    { imageIds: Type.Array(imageId, { maxItems: MAX_IMAGES, description: 'Every image, in order' }) },
    { examples: [{ imageIds: [exampleImage.imageId] }] },
  ),
  response: {
    200: jsonResponse(refTo<PropertyDto>('Property'), {
      description: 'The property as it is now',
      headers: ['ETag'],
      examples: { property: exampleProperty },
    }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const deleteImage = {
  operationId: 'deleteImage',
  summary: 'Delete an image',
  description:
    'Takes the image out of the property, then its bytes away; also an upload that was not confirmed. One that was ' +
    'interrupted is finished by the next.',
  tags,
  params: imageParams,
  response: {
    204: emptyResponse({ description: 'There was something, and it is gone' }),
    ...problems(400, 404, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}
