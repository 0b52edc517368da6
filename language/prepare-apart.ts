/** Builds the dictionary or the model in a process of its own, which takes its memory with it when it ends. */
import { writeDictionary, writeModel } from './build-files.ts';

const [task, source = '', target = '', dictionary = ''] = process.argv.slice(2);
if (task === 'dictionary') await writeDictionary(source, target);
else await writeModel(source, target, dictionary);
