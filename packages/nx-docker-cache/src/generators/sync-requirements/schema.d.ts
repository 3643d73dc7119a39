/* Generated from schema.json by `npm run codegen`. */

/**
 * Takes the snapshots that base layers install anew where that is due: a package that nothing asks for any more, a heavy one, or too many that differ. `nx sync` runs it, and every build of an image with such a layer asks for it.
 */
export interface SyncRequirementsGeneratorSchema {}
