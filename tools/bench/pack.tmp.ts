import { packedPlugin } from '../../e2e/support/packed-plugin';
void packedPlugin().then(({ folder }) => { console.log(folder); });
